import { basename, dirname, resolve } from "node:path";
import { Folder } from "../../files/folder";
import type { Bitmap } from "../../image/bitmap";
import { encodePng } from "../../image/codec";
import { refuseLeadingOut } from "./outFolders";

/** Writes a picture as PNG; its folder is made. @throws MockloopError PATH_REFUSED, DISK_FULL, WRITE_FAILED. */
export async function writePicture(path: string, bitmap: Bitmap): Promise<void> {
  await refuseLeadingOut(dirname(resolve(path)));
  const folder = await Folder.make(dirname(resolve(path)));
  await folder.write(basename(path), await encodePng(bitmap));
}
