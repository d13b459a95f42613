import { toolError } from "../tool";
import type { ToolResult } from "../tool";

/** Characters of one answer: about 2,500 tokens. */
const MAX_CHARS = 8000;

/** Lines of a text from one on, as many as one answer takes, and how to go on. @param tool whose call that is. */
export function showLines(tool: string, path: string, text: string, fromLine: number): ToolResult {
  const lines = text.split("\n");
  if (fromLine > lines.length)
    return toolError(`${path} has ${lines.length} lines only. Read from an earlier line.`);
  const { shown, last } = takeLines(lines, fromLine - 1);
  const rest = last < lines.length ? `\n(${tool} from_line ${last + 1} goes on)` : "";
  return {
    content: [
      {
        type: "text",
        text: `${path}, lines ${fromLine} to ${last} of ${lines.length}:\n${shown}${rest}`,
      },
    ],
    isError: false,
    details: { kind: "text", path, lines: last - fromLine + 1 },
  };
}

/** Whole lines until the limit; one line that is longer than it is cut. */
function takeLines(
  lines: readonly string[],
  start: number,
): { readonly shown: string; readonly last: number } {
  let length = 0;
  let end = start;
  while (end < lines.length && length + (lines[end]?.length ?? 0) <= MAX_CHARS)
    length += (lines[end++]?.length ?? 0) + 1;
  if (end > start) return { shown: lines.slice(start, end).join("\n"), last: end };
  return { shown: `${lines[start]?.slice(0, MAX_CHARS)} … (line cut)`, last: start + 1 };
}
