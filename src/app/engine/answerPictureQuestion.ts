import { Folder } from "../../files/folder";
import { fetchPicture } from "../../mockup/fetchPicture";
import type { PictureAnswer, PictureQuestion } from "../../protocol/schemas/questions/pictures";

/** Brings a picture of the web into a run's folder. @throws MockloopError as {@link fetchPicture} does; WRITE_FAILED, DISK_FULL. */
export async function answerPictureQuestion(
  { type, url, runDir, name }: PictureQuestion,
  signal: AbortSignal,
): Promise<PictureAnswer> {
  const fetched = await fetchPicture(url, signal);
  if (fetched.kind === "elsewhere") return { type, fetched };
  const folder = await Folder.open(runDir);
  const file = `source/${name}`;
  await folder.write(file, fetched.bytes);
  return { type, fetched: { kind: "file", path: folder.pathOf(file) } };
}
