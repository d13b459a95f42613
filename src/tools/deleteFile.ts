import * as Type from "typebox";
import type { SourceFiles } from "../project/sourceFiles";
import { pageFile } from "./pageFile";
import { defineTool } from "./tool";
import type { Tool } from "./tool";

/** `delete_file`: takes a file out of the run, such as a component that is used no more. */
export function createDeleteFileTool(files: SourceFiles): Tool {
  return defineTool({
    name: "delete_file",
    description: "Delete a file that the page does not use any more.",
    parameters: {
      path: Type.String({ description: 'Relative path, such as "components/OldCard.tsx".' }),
    },
    effect: "write-run",
    pathsOf: pageFile,
    run: ({ path }) => {
      const change = files.delete(path) ? "deleted" : "unchanged";
      const text =
        change === "deleted" ? `Deleted ${path}.` : `There was no ${path}; nothing changed.`;
      return Promise.resolve({
        content: [{ type: "text", text }],
        isError: false,
        details: { kind: "file", path, change, bytes: 0 },
      });
    },
  });
}
