import type { RenderFact } from "../render/renderer";
import { quote } from "./quote";

/** More than this says nothing new. */
const MAX_FACTS = 8;

const TITLES: Readonly<Record<RenderFact["kind"], string>> = {
  "console-error": "console error",
  "page-error": "script error",
  "request-refused": "refused request (only the run's own files can be loaded)",
  "missing-file": "missing file",
  "navigation-refused": "refused navigation",
  "popup-refused": "refused popup",
  "dialog-refused": "refused dialog",
  "download-refused": "refused download",
  "worker-refused": "refused worker",
  "dom-too-large": "too many elements",
  "page-too-tall": "page too tall to be drawn to its end",
  unsettled: "the page never came to rest",
};

/** What the page tried or did, one short line each; equal ones once, with their number. */
export function describeFacts(facts: readonly RenderFact[]): string[] {
  const counts = new Map<string, number>();
  for (const { kind, message } of facts) {
    const line = `${TITLES[kind]}: ${quote(message, 200)}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const lines = [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line));
  if (lines.length <= MAX_FACTS) return lines;
  return [...lines.slice(0, MAX_FACTS), `… and ${lines.length - MAX_FACTS} more of this kind`];
}
