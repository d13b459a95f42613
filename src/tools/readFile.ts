import * as Type from "typebox";
import type { SourceFiles } from "../project/sourceFiles";
import { pageFile } from "./pageFile";
import { defineTool, toolError } from "./tool";
import type { Tool, ToolResult } from "./tool";

/** Characters of one answer: about 2,500 tokens. */
const MAX_CHARS = 8000;

/** `read_file`: a part of a file of the page as it is now, from a line on, for pages too long to be shown at once. */
export function createReadFileTool(files: SourceFiles): Tool {
  return defineTool({
    name: "read_file",
    description: "Read a file of the page as it is now, from a line on.",
    parameters: {
      path: Type.String({ description: "The file to read." }),
      from_line: Type.Optional(
        Type.Integer({ minimum: 1, description: "The first line, from 1." }),
      ),
    },
    effect: "read-run",
    onlyTells: true,
    pathsOf: pageFile,
    run: ({ path, from_line: fromLine = 1 }) => Promise.resolve(read(files, path, fromLine)),
  });
}

function read(files: SourceFiles, path: string, fromLine: number): ToolResult {
  const text = files.readText(path);
  if (text === undefined)
    return toolError(
      `There is no file ${JSON.stringify(path)}. The files are: ${files.paths.join(", ") || "none yet"}.`,
    );
  if (text.includes("\u0000"))
    return toolError(`${path} is no text. Look at pictures with view_mockup.`);
  const lines = text.split("\n");
  if (fromLine > lines.length)
    return toolError(`${path} has ${lines.length} lines only. Read from an earlier line.`);
  const { shown, last } = takeLines(lines, fromLine - 1);
  const rest = last < lines.length ? `\n(read_file from_line ${last + 1} goes on)` : "";
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
