import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Folder } from "../../files/folder";
import { MockloopError } from "../../base/errors";

/**
 * The folder with the mockups that models are compared on: looked for from the bundle (dist/), then from the sources (src/app/batch/).
 *
 * @throws MockloopError BAD_OPTION in an installation without them.
 */
export async function findMockupSet(
  here: string = dirname(fileURLToPath(import.meta.url)),
): Promise<string> {
  for (const path of ["../bench/mockups", "../../../bench/mockups"]) {
    const folder = await Folder.open(resolve(here, path)).catch(() => undefined);
    if (folder) return folder.path;
  }
  throw new MockloopError(
    "BAD_OPTION",
    "This installation has no mockups of its own: name a folder with some.",
  );
}
