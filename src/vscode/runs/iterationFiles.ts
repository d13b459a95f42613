import * as l10n from "@vscode/l10n";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { confinePath } from "../../project/sourceFiles";
import type { IterationLine } from "../../protocol/runProtocol";
import type { CodeFiles } from "../markers/insertion";

/** More than a page's largest file has: what a model may write has 2 MB, a font less. */
const MAX_FILE_BYTES = 64e6;

/** Reads an iteration's files; paths come from another process, so they are confined once more. */
export async function readFiles(line: IterationLine): Promise<CodeFiles> {
  const files = new Map<string, Uint8Array>();
  for (const path of line.files.map(confinePath)) {
    try {
      const folder = await Folder.open(line.dir);
      files.set(path, await folder.read(`files/${path}`, { maxBytes: MAX_FILE_BYTES }));
    } catch (cause) {
      throw new MockloopError(
        "ARCHIVE_UNREADABLE",
        l10n.t("{0} of this iteration is gone from {1}. Generate the code again.", path, line.dir),
        { cause },
      );
    }
  }
  return files;
}
