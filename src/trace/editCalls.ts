import type { PageCode } from "../targets/page/pageCode";
import { EDITS } from "./tuning";

/** A tool call before it has an id. */
export interface PlannedCall {
  readonly name: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/**
 * The calls that turn `before` into `after`: an edit for each changed CSS rule while they are few and the page itself
 * stays the same, whole files otherwise. None when nothing changes.
 */
export function planFileCalls(
  before: PageCode | undefined,
  after: PageCode,
  paths: { readonly html: string; readonly css: string },
): PlannedCall[] {
  const calls: PlannedCall[] = [];
  if (before?.css !== after.css) {
    const edits =
      before && before.html === after.html ? planEdits(before.css, after.css) : undefined;
    if (edits)
      for (const [oldText, newText] of edits)
        calls.push({
          name: "edit_file",
          args: { path: paths.css, old_text: oldText, new_text: newText },
        });
    else calls.push({ name: "write_file", args: { path: paths.css, content: after.css } });
  }
  if (before?.html !== after.html)
    calls.push({ name: "write_file", args: { path: paths.html, content: after.html } });
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
