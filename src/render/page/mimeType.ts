import { posix } from "node:path";
import { contentType } from "mime-types";

/** By the file's ending, with the charset where it is text. */
export function mimeTypeOf(path: string): string {
  return contentType(posix.extname(path)) || "application/octet-stream";
}
