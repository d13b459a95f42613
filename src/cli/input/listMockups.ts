import { join } from "node:path";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";

const PICTURE = /\.(png|jpe?g|webp|avif|gif|bmp|svg)$/i;

/**
 * The pictures that paths name: a folder stands for the pictures in it, by name; anything else for itself, whether it is there or not.
 *
 * @throws MockloopError BAD_OPTION for a folder without pictures.
 */
export async function listMockups(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const entries = await Folder.open(path)
      .then((folder) => folder.list())
      .catch(() => undefined);
    const names = entries?.filter(({ name, kind }) => kind === "file" && PICTURE.test(name));
    if (names?.length === 0)
      throw new MockloopError("BAD_OPTION", `There are no pictures in the folder ${path}.`);
    found.push(...(names?.map(({ name }) => join(path, name)) ?? [path]));
  }
  return found;
}
