import type { Tool } from "./tool";

/** `finish`: ends the model's turns of this iteration. Whether the run has converged is the program's to decide. */
export function createFinishTool(): Tool {
  return {
    spec: {
      name: "finish",
      description: "Say that this round of work is done. The page is then rendered and measured.",
      parameters: {
        type: "object",
        properties: {
          summary: { type: "string", description: "One or two sentences on what was done." },
        },
        required: ["summary"],
        additionalProperties: false,
      },
    },
    effect: "read-mockup",
    run: (args) =>
      Promise.resolve({
        content: [{ type: "text", text: "Done. The page is rendered and measured now." }],
        isError: false,
        details: { kind: "finish", summary: args["summary"] as string },
      }),
  };
}
