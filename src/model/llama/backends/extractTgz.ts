import { constants } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { throwIfAborted } from "../../../base/async";
import { Folder } from "../../../files/folder";
import { openNamedFile } from "../../../files/openPlain";

/**
 * Unpacks the plain files of a .tgz for which `pathOf` names a path below `folder`, "fallback/a.so"; all else in it — links,
 * devices, files without a path — is passed over. Returns the number of bytes written.
 *
 * @throws Error when the archive is broken or a path leads out of the folder; AbortError. Files may be left behind then.
 */
export async function extractTgz(
  archive: string,
  folder: string,
  pathOf: (name: string) => string | undefined,
  signal: AbortSignal,
): Promise<number> {
  throwIfAborted(signal);
  const target = await Folder.make(folder);
  const source = (await openNamedFile(archive)).createReadStream();
  const entries = extract();
  const reading = pipeline(source, createGunzip(), entries, { signal });
  // It is awaited below, after the entries; when both fail the entries' error is the one to tell.
  reading.catch(() => undefined);
  let bytes = 0;
  for await (const entry of entries) {
    const { name, type, size } = entry.header;
    const path = type === "file" ? pathOf(name) : undefined;
    if (path === undefined) {
      entry.resume();
      continue;
    }
    if (!isConfined(path)) throw new Error(`the archive's "${name}" leads out of the folder`);
    const file = await target.openToWrite(path, constants.O_TRUNC);
    await pipeline(entry, file.createWriteStream(), { signal });
    bytes += size ?? 0;
  }
  await reading;
  return bytes;
}

/** Names joined by single slashes, none of which is special on any system. */
const isConfined = (path: string): boolean =>
  path.split("/").every((part) => /^[\w-][\w.-]*$/.test(part));
