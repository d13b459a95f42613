import type { Remedy } from "../../base/remedy";
import type { Folder } from "../../files/folder";
import { confinePath } from "../../project/sourceFiles";
import type { FilesSnapshot } from "../../project/sourceFiles";

/** How a run goes on whose files could not be written. */
export const RESUME: Remedy = { kind: "resume" };

/** What a run's folder says of itself, so that nobody's else is taken for one. */
export const MARKER_TEXT =
  "Mockloop made this folder for one run. It deletes and rewrites what it wrote here when the next run begins.\n";

/** Writes all files of a snapshot. @throws MockloopError as {@link Folder.write}. */
export async function writeSnapshot(folder: Folder, files: FilesSnapshot): Promise<void> {
  for (const [path, bytes] of files) await folder.write(confinePath(path), bytes);
}
