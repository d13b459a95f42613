import * as Type from "typebox";
import { MockloopError } from "../../base/errors";
import { requestOf } from "../../batch/task";
import { DEFAULT_STOP_OPTIONS } from "../../converge/stopPolicy";
import { Folder } from "../../files/folder";
import type { RunLineUnion } from "../../protocol/runProtocol";
import { formatScore } from "../../protocol/views/measures";
import { runMockup } from "../../run/runMockup";
import { defineTool } from "../../tools/tool";
import type { Tool } from "../../tools/tool";
import type { PageToolParts } from "./pageToolParts";
import { mockupPath, scale } from "./parameters";

/** "generate_from_mockup": a whole run, from the picture to files in a new folder. */
export function createGenerateFromMockupTool({
  session,
  folders,
  model,
  modelKey,
}: PageToolParts): Tool {
  return defineTool({
    name: "generate_from_mockup",
    description:
      "Write an HTML page with styles that looks like a mockup picture: measures the picture, writes code, draws it, measures the differences and corrects it until it is near enough. The code goes to a new or empty folder.",
    parameters: {
      mockup: mockupPath,
      out: Type.String({
        description: "Path of the folder for the code. It must be new or empty.",
      }),
      scale,
      instruction: Type.Optional(
        Type.String({
          description:
            "What to mind, in words. The embedded tracer, which is used where no model was chosen, cannot follow words.",
        }),
      ),
      max_iterations: Type.Optional(
        Type.Integer({
          ...{ minimum: 1, maximum: 100 },
          description: `Rounds of drawing and correcting at most. Default: ${DEFAULT_STOP_OPTIONS.maxIterations}.`,
        }),
      ),
    },
    effect: "write-workspace",
    pathsOf: ({ mockup, out }) => folders.name(mockup, out),
    run: async (args, signal, tell) => {
      const [mockup, out] = [await folders.find(args.mockup), await folders.find(args.out)];
      await refuseFilled(out);
      const template = {
        ...{ model, target: "html" },
        ...(modelKey && { modelKey }),
        maxIterations: args.max_iterations ?? DEFAULT_STOP_OPTIONS.maxIterations,
        ...(args.scale !== undefined && { deviceScaleFactor: args.scale }),
        ...(args.instruction !== undefined && { instruction: args.instruction }),
      };
      const notices: string[] = [];
      const hear = (line: RunLineUnion): void => {
        if (line.type === "notice") notices.push(line.message);
        const words = describeLine(line);
        if (words !== undefined) tell(words);
      };
      const end = await runMockup(session, requestOf(template, mockup, out), hear, signal);
      const { fidelity } = end;
      const summary =
        fidelity === null
          ? `the run ended (${end.reason}) without a page that could be drawn`
          : `fidelity ${formatScore(fidelity)} (${end.reason})`;
      const words = [`${summary}. ${end.out}: ${end.files.join(", ")}`, ...notices];
      return {
        content: [{ type: "text", text: words.join("\n") }],
        isError: end.files.length === 0,
        details: { kind: "facts", facts: { ...end, notices }, summary },
      };
    },
  });
}

/** What was there before is nobody's to overwrite. @throws MockloopError BAD_OPTION. */
async function refuseFilled(out: string): Promise<void> {
  const folder = await Folder.open(out).catch(() => undefined);
  if (folder === undefined || (await folder.list()).length === 0) return;
  throw new MockloopError("BAD_OPTION", `${out} is not empty. Name a folder that is new or empty.`);
}

function describeLine(line: RunLineUnion): string | undefined {
  if (line.type === "progress" && line.text === undefined)
    return line.iteration > 0 ? `iteration ${line.iteration}: ${line.stage}` : line.stage;
  if (line.type === "iteration" && line.scores)
    return `iteration ${line.number}: fidelity ${formatScore(line.scores.fidelity)}`;
  return undefined;
}
