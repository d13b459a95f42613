import { createHash } from "node:crypto";
import * as Type from "typebox";
import type { SourceFiles } from "../../project/sourceFiles";
import { findNearestText } from "./findNearestText";
import { lineDiff } from "./lineDiff";
import { replaceOnce } from "./replaceText";
import { pageFile } from "../pageFile";
import { defineTool, toolError } from "../tool";
import type { Tool, ToolResult } from "../tool";

/**
 * `edit_file`: replaces one exact passage. An edit that was made before on the very same text is refused: it led here
 * already (its iteration was rolled back, or it goes in circles).
 */
export function createEditFileTool(files: SourceFiles): Tool {
  const seen = new Set<string>();
  return defineTool({
    name: "edit_file",
    description:
      "Replace one passage of an existing file. old_text must occur exactly once; copy it from the file, with a line or two around it.",
    parameters: {
      path: Type.String({ description: "The file to change." }),
      old_text: Type.String({ description: "The passage as it stands in the file." }),
      new_text: Type.String({ description: "What replaces it." }),
    },
    effect: "write-run",
    pathsOf: pageFile,
    diffOf: ({ path, old_text: oldText, new_text: newText }) => {
      const before = files.readText(path);
      const replaced = before === undefined ? undefined : replaceOnce(before, oldText, newText);
      return before !== undefined && replaced?.ok ? lineDiff(before, replaced.text) : undefined;
    },
    run: ({ path, old_text: oldText, new_text: newText }) =>
      Promise.resolve(edit(files, seen, { path, oldText, newText })),
  });
}

function edit(
  files: SourceFiles,
  seen: Set<string>,
  wish: { path: string; oldText: string; newText: string },
): ToolResult {
  const before = files.readText(wish.path);
  if (before === undefined)
    return toolError(
      `There is no file ${JSON.stringify(wish.path)}. The files are: ${files.paths.join(", ") || "none yet"}.`,
    );
  if (wish.oldText === wish.newText)
    return toolError("old_text and new_text are the same: the edit would have no effect.");

  const replaced = replaceOnce(before, wish.oldText, wish.newText);
  if (!replaced.ok) {
    if (replaced.reason === "many")
      return toolError(
        `old_text occurs ${replaced.count} times in ${wish.path}. Add a line before or after it so that it is unique.`,
      );
    const nearest = findNearestText(before, wish.oldText);
    return toolError(
      `old_text does not occur in ${wish.path}.${nearest ? ` The nearest text there is:\n${nearest}` : " Write the whole file instead."}`,
    );
  }

  const key = createHash("sha256")
    .update(JSON.stringify([wish.path, before, replaced.text]))
    .digest("hex");
  if (seen.has(key))
    return toolError(
      "This same edit was made before on the same text and did not help. Try something else.",
    );
  seen.add(key);

  const path = files.write(wish.path, replaced.text);
  return {
    content: [{ type: "text", text: `Edited ${path}${describeChange(before, replaced.text)}` }],
    isError: false,
    details: { kind: "file", path, change: "edited", bytes: Buffer.byteLength(replaced.text) },
  };
}

/** The changed lines, or how many lines there are now when they are too many to be shown. */
function describeChange(before: string, after: string): string {
  const diff = lineDiff(before, after);
  return diff === undefined ? `; it has ${after.split("\n").length} lines now.` : `:\n${diff}`;
}
