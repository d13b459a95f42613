import { EDITS } from "./tuning";

/** A tool call before it has an id. */
export interface PlannedCall {
  readonly name: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** The text files of a page by their path. */
export type PageFiles = ReadonlyMap<string, string>;

/**
 * The calls that turn `before` into `after`: an edit for each changed CSS rule while they are few and nothing but styles
 * changes, whole files otherwise. None when nothing changes.
 *
 * @param there The paths of all files that may be there: those that are no part of `after` are deleted.
 */
export function planFileCalls(
  before: PageFiles | undefined,
  after: PageFiles,
  there: Iterable<string> = before?.keys() ?? [],
): PlannedCall[] {
  const gone = [...there].filter((path) => !after.has(path));
  const calls = gone.map((path): PlannedCall => ({ name: "delete_file", args: { path } }));
  const changed = [...after].filter(([path, text]) => before?.get(path) !== text);
  const isStyling = changed.every(([path]) => path.endsWith(".css"));
  for (const [path, text] of changed) {
    const old = before?.get(path);
    const edits = old !== undefined && isStyling ? planEdits(old, text) : undefined;
    if (edits)
      for (const [oldText, newText] of edits)
        calls.push({
          name: "edit_file",
          args: { path, old_text: oldText, new_text: newText },
        });
    else calls.push({ name: "write_file", args: { path, content: text } });
  }
  return calls;
}

/** Old and new text of every rule that changed; undefined when rules come or go, or too many change. */
function planEdits(before: string, after: string): [string, string][] | undefined {
  const oldRules = before.split("\n\n");
  const newRules = after.split("\n\n");
  if (oldRules.length !== newRules.length) return undefined;
  const edits: [string, string][] = [];
  for (const [index, oldRule] of oldRules.entries()) {
    const newRule = newRules[index] as string;
    if (oldRule === newRule) continue;
    if (selectorOf(oldRule) !== selectorOf(newRule)) return undefined;
    edits.push([oldRule, newRule]);
  }
  return edits.length <= EDITS.most ? edits : undefined;
}

function selectorOf(rule: string): string {
  return rule.slice(0, rule.indexOf("{"));
}
