import { basename, dirname } from "node:path";
import { Folder } from "../../files/folder";
import { RUN_NAMES } from "./runPaths";
import { RESUME } from "./writeFiles";

/** A hundred iterations' journals have about 1 MB. */
export const MAX_JOURNAL_BYTES = 16e6;

/** The folder of a run: it may itself be no link. @throws as {@link Folder.folder}. */
export async function openRunFolder(runDir: string): Promise<Folder> {
  return (await Folder.open(dirname(runDir), RESUME)).folder(basename(runDir));
}

/** A journal's text. @throws as {@link Folder.read}. */
export async function readJournal(runDir: string, signal?: AbortSignal): Promise<string> {
  const folder = await openRunFolder(runDir);
  const bytes = await folder.read(RUN_NAMES.journal, { maxBytes: MAX_JOURNAL_BYTES, signal });
  return new TextDecoder().decode(bytes);
}
