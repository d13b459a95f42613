import * as Type from "typebox";
import type { SourceFiles } from "../../project/sourceFiles";
import { pageFile } from "../pageFile";
import { defineTool, toolError } from "../tool";
import type { Tool, ToolResult } from "../tool";
import { showLines } from "./showLines";

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
  return showLines("read_file", path, text, fromLine);
}
