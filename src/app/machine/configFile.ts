import { basename, dirname } from "node:path";
import { systemErrorCode } from "../../base/errors";
import { Folder } from "../../files/folder";

/** More than anybody sets up. Bytes. */
const MAX_BYTES = 1_000_000;
/** Nobody else's to read: it says where somebody works. */
const MODE = 0o600;

/** What a file of JSON holds; undefined: there is none; "": it is no JSON. @throws what Folder does. */
export async function readJsonFile(path: string): Promise<unknown> {
  let text: string;
  try {
    const folder = await Folder.open(dirname(path));
    text = new TextDecoder().decode(await folder.read(basename(path), { maxBytes: MAX_BYTES }));
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    return "";
  }
}

/** Writes it whole or not at all, and makes its folder. @throws what Folder does. */
export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  const folder = await Folder.make(dirname(path));
  await folder.write(basename(path), `${JSON.stringify(value, undefined, 2)}\n`, { mode: MODE });
}
