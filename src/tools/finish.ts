import * as Type from "typebox";
import { cutText } from "../base/text/cutText";
import { defineTool } from "./tool";
import type { Tool } from "./tool";

/** Of what a model says of its work; the rest is not kept. Characters. */
export const MAX_SUMMARY = 1000;

/** `finish`: ends the model's turns of this iteration. Whether the run has converged is the program's to decide. */
export function createFinishTool(): Tool {
  return defineTool({
    name: "finish",
    description: "Say that this round of work is done. The page is then rendered and measured.",
    parameters: { summary: Type.String({ description: "One or two sentences on what was done." }) },
    effect: "read-mockup",
    run: ({ summary }) =>
      Promise.resolve({
        content: [{ type: "text", text: "Done. The page is rendered and measured now." }],
        isError: false,
        details: { kind: "finish", summary: cutText(summary, MAX_SUMMARY) },
      }),
  });
}
