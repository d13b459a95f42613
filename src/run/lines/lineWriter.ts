import type { RunEvent } from "../../converge/events";
import { formatBytes } from "../../base/text/formatBytes";
import { cutText } from "../../base/text/cutText";
import type { ModelEvent, ModelUsage } from "../../model/model";
import type { CallLine, ProgressLine, RunLineUnion, ToolLine } from "../../protocol/runProtocol";
import type { SteerLine } from "../../protocol/steering";
import { formatScore, formatShare } from "../../protocol/views/measures";
import type { NotedDecision } from "../../policy/permissionDesk";
import type { ToolResult } from "../../tools/tool";
import { DraftStream } from "./draftStream";
import { ThoughtStream } from "./thoughtStream";
import { describeTool, ModelProgress } from "./modelProgress";

/**
 * Turns what the loop tells into lines for people and the journal. Iterations and the run's end are not made here: they
 * need the disk.
 *
 * @param now Milliseconds, monotonic.
 */
export function createLineWriter(
  write: (line: RunLineUnion) => void,
  now: () => number,
): (event: RunEvent) => void {
  const model = new ModelProgress(now);
  const drafts = new DraftStream(now);
  const thoughts = new ThoughtStream(now);
  let iteration = 0;
  let stage = "";
  const progress = (
    nextStage: string,
    more: Pick<ProgressLine, "text" | "draft" | "thought"> = {},
  ): void => {
    if (nextStage === stage && Object.keys(more).length === 0) return;
    stage = nextStage;
    write({ type: "progress", iteration, stage, ...more });
  };
  const tellModel = (event: ModelEvent): void => {
    if (event.type === "notice") write(event);
    const words = model.describe(event);
    const draft = drafts.take(event);
    const thought = thoughts.take(event);
    if (words !== undefined)
      progress(words, {
        ...(event.type === "text" && { text: event.delta }),
        ...(draft && { draft }),
        ...(thought !== undefined && { thought }),
      });
  };
  return (event) => {
    switch (event.type) {
      case "iterationStart":
        iteration = event.number;
        stage = "";
        progress(iteration === 1 ? "drafting" : "correcting");
        break;
      case "model":
        tellModel(event.event);
        break;
      case "toolStart":
        progress(describeTool(event.call.name));
        break;
      case "toolEnd":
        if (event.result)
          write(toolLine(iteration, event.call.name, event.result, event.permission));
        break;
      case "stage":
        progress(event.stage);
        break;
      case "turnStart":
        model.start();
        thoughts.start();
        break;
      case "turnEnd":
        if (event.usage) write(callLine(event.iteration, event.turn, event.usage));
        break;
      case "steer":
        write(steerLine(event));
        if (event.message.type === "pause") progress("paused");
        // Until the model says something, which may take minutes.
        if (event.message.type === "go-on") progress("going on");
        break;
      case "unheard":
        write({ type: "notice", message: describeUnheard(event.words) });
        break;
      case "runStart":
      case "preview":
      case "iterationEnd":
      case "runEnd":
        break;
    }
  };
}

function callLine(iteration: number, turn: number, usage: ModelUsage): CallLine {
  const { promptTokens, cachedTokens, outputTokens, cost, ms, engine } = usage;
  return {
    type: "call",
    iteration,
    turn,
    ms: Math.round(ms),
    usage: { promptTokens, cachedTokens, outputTokens, ...(cost !== undefined && { cost }) },
    ...(engine && { engine }),
  };
}

function steerLine({
  iteration,
  message,
  refused,
}: Extract<RunEvent, { type: "steer" }>): SteerLine {
  return { type: "steer", iteration, message, ...(refused !== undefined && { refused }) };
}

function describeUnheard(words: readonly string[]): string {
  const quoted = words.map((text) => JSON.stringify(text)).join(", ");
  return `The run ended before the model heard ${quoted}. It is told when the run is resumed.`;
}

/** Of a tool's name, which a model may have made up. */
const MAX_NAME = 80;

function toolLine(
  iteration: number,
  name: string,
  result: ToolResult,
  permission: NotedDecision | undefined,
): ToolLine {
  return {
    type: "tool",
    iteration,
    name: cutText(name, MAX_NAME),
    ok: !result.isError,
    summary: describeResult(result),
    ...(permission?.line !== undefined && { decision: permission.line }),
  };
}

function describeResult({ details }: ToolResult): string {
  switch (details.kind) {
    case "file":
      return `${details.change} ${details.path} (${formatBytes(details.bytes)})`;
    case "text":
      return `read ${details.lines} lines of ${details.path}`;
    case "image":
      return details.path === undefined
        ? `looked at ${details.width} × ${details.height} px`
        : `extracted ${details.path} (${details.width} × ${details.height} px)`;
    case "comparison":
      return `fidelity ${formatScore(details.fidelity)}, ${formatShare(details.mismatchRatio)} of pixels differ`;
    case "facts":
    case "finish":
      return details.summary;
    case "error":
      return details.message;
  }
}
