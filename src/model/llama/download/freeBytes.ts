import { statfs } from "node:fs/promises";

/** Bytes that are free for this user on the disk that holds `dir`. */
export async function freeBytesOf(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}
