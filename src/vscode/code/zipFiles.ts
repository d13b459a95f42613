import { setImmediate } from "node:timers/promises";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { isText } from "../../protocol/views/textFiles";

/** So much is packed at once, before the editor has its turn again: a few milliseconds. Bytes. */
const CHUNK_BYTES = 128_000;

/** A zip file of these files. Pictures and fonts are packed already, and only stored. */
export async function zipFiles(files: FilesSnapshot): Promise<Uint8Array> {
  const { Zip, ZipDeflate, ZipPassThrough } = await import("fflate");
  const parts: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, part) => {
    failure ??= error;
    parts.push(part);
  });
  for (const [path, bytes] of files) {
    const file = isText(path) ? new ZipDeflate(path) : new ZipPassThrough(path);
    zip.add(file);
    for (let from = 0; from === 0 || from < bytes.length; from += CHUNK_BYTES) {
      file.push(bytes.subarray(from, from + CHUNK_BYTES), from + CHUNK_BYTES >= bytes.length);
      await setImmediate();
    }
  }
  zip.end();
  if (failure) throw failure as Error;
  return Buffer.concat(parts);
}
