import * as Type from "typebox";
import type { SourceFiles } from "../project/sourceFiles";
import { lineDiff } from "./edit/lineDiff";
import { pageFile } from "./pageFile";
import { defineTool } from "./tool";
import type { Tool } from "./tool";

/** `write_file`: creates or replaces a whole text file of the run. */
export function createWriteFileTool(files: SourceFiles): Tool {
  return defineTool({
    name: "write_file",
    description:
      "Create a file, or replace a whole file. For small changes to an existing file use edit_file.",
    parameters: {
      path: Type.String({ description: 'Relative path, such as "index.html".' }),
      content: Type.String({ description: "The complete text of the file." }),
    },
    effect: "write-run",
    pathsOf: pageFile,
    diffOf: ({ path, content }) => lineDiff(files.readText(path) ?? "", content),
    run: ({ path: asked, content }) => {
      const before = files.readText(asked);
      const path = files.write(asked, content);
      const change =
        before === undefined ? "created" : before === content ? "unchanged" : "replaced";
      const bytes = Buffer.byteLength(content);
      const text =
        change === "unchanged"
          ? `${path} already had exactly this content; nothing changed.`
          : `${change === "created" ? "Created" : "Replaced"} ${path} (${content.split("\n").length} lines).`;
      return Promise.resolve({
        content: [{ type: "text", text }],
        isError: false,
        details: { kind: "file", path, change, bytes },
      });
    },
  });
}
