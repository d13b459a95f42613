import { MockloopError } from "../base/errors";
import { SourceFiles } from "../project/sourceFiles";
import { isTextFile } from "../project/textFiles";
import type { FilesSnapshot } from "../project/sourceFiles";
import type { HandEdit } from "../protocol/steering";
import { lineDiff } from "../tools/edit/lineDiff";
import { measureExtra } from "./extraIterations";
import { noteBest } from "./loopState";
import type { Edit, LoopState } from "./loopState";
import type { ConvergeOptions, Rooms } from "./rooms";

/** Notes what a person changed in a file of the best page, or says why not. */
export function noteEdit(
  state: Pick<LoopState, "best" | "edits">,
  { path, change }: HandEdit,
): string | undefined {
  if (!state.best) return "There is no page yet that could be edited.";
  try {
    const files = withEdits(state.best.files, state.edits);
    const before = isTextFile(path) ? files.readText(path) : undefined;
    if (before === undefined) return `The page has no text file ${JSON.stringify(path)}.`;
    if (!change || before !== change.before)
      return `${path} was changed since it was opened. Open it again.`;
    if (change.before === change.after) return `Nothing was changed in ${path}.`;
    files.write(path, change.after);
  } catch (error) {
    if (!(error instanceof MockloopError)) throw error;
    return error.userMessage;
  }
  state.edits.push({ path, ...change });
  return undefined;
}

/**
 * An iteration by a person: the best page with what they changed. Whatever it measures the run goes on from there, if it can be drawn, and
 * the model is told what was changed.
 */
export async function takeEdits(
  rooms: Rooms,
  options: ConvergeOptions,
  state: LoopState,
  signal: AbortSignal,
): Promise<void> {
  const { best } = state;
  const edits = state.edits.splice(0);
  if (!best || edits.length === 0) return;
  const paths = [...new Set(edits.map(({ path }) => path))];
  const page = {
    files: withEdits(best.files, edits).snapshot(),
    ...{ summary: `Edited by hand: ${paths.join(", ")}.`, by: "person" as const },
    ...{ started: rooms.now(), tools: 0 },
  };
  await measureExtra(rooms, options, state, page, ({ measured }) => measured !== undefined, signal);
  if (state.best === best) return;
  state.isBestByHand = true;
  rooms.files.restore(page.files);
  state.untold.push(describeEdits(best.files, page.files, paths));
  // What it was before the person had their way says nothing of what the model gains from here on.
  state.bestFidelities.length = 0;
  noteBest(state);
}

function withEdits(files: FilesSnapshot, edits: readonly Edit[]): SourceFiles {
  const edited = new SourceFiles(files);
  for (const { path, after } of edits) edited.write(path, after);
  return edited;
}

/** For the model: what changed, and that it is to stay. */
function describeEdits(
  before: FilesSnapshot,
  after: FilesSnapshot,
  paths: readonly string[],
): string {
  const textOf = (files: FilesSnapshot, path: string): string =>
    new SourceFiles(files).readText(path) ?? "";
  const changes = paths.map((path) => {
    const diff = lineDiff(textOf(before, path), textOf(after, path));
    return `${path}:\n${diff ?? "(too much to be shown; read it)"}`;
  });
  return [
    "The user edited the page by hand. Your files are theirs now; what you had changed since the last round is gone. Keep what they did:",
    ...changes,
  ].join("\n");
}
