import type { SourceFiles } from "../project/sourceFiles";
import type { Tool } from "./tool";

/** `write_file`: creates or replaces a whole text file of the run. */
export function createWriteFileTool(files: SourceFiles): Tool {
  return {
    spec: {
      name: "write_file",
      description:
        "Create a file, or replace a whole file. For small changes to an existing file use edit_file.",
      parameters: {
        type: "object",
        properties: {
          path: { type: "string", description: 'Relative path, such as "index.html".' },
          content: { type: "string", description: "The complete text of the file." },
        },
        required: ["path", "content"],
        additionalProperties: false,
      },
    },
    effect: "write-run",
    pathArgument: "path",
    run: (args) => {
      const content = args["content"] as string;
      const before = files.readText(args["path"] as string);
      const path = files.write(args["path"] as string, content);
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
  };
}
