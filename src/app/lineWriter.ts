import type { RunEvent } from "../converge/events";
import type { ProgressLine, RunLineUnion, ToolLine } from "../protocol/runProtocol";
import type { PermissionDecision } from "../tools/permissions";
import type { ToolResult } from "../tools/tool";

/**
 * Turns what the loop tells into lines for people and the journal. Iterations and the run's end are not made here: they
 * need the disk.
 */
export function createLineWriter(write: (line: RunLineUnion) => void): (event: RunEvent) => void {
  let iteration = 0;
  let stage = "";
  const progress = (nextStage: string, text?: string): void => {
    if (nextStage === stage && text === undefined) return;
    stage = nextStage;
    const line: ProgressLine = { type: "progress", iteration, stage };
    write(text === undefined ? line : { ...line, text });
  };
  return (event) => {
    switch (event.type) {
      case "iterationStart":
        iteration = event.number;
        stage = "";
        progress(iteration === 1 ? "drafting" : "correcting");
        break;
      case "model":
        if (event.event.type === "progress") progress(event.event.phase);
        else if (event.event.type === "text") progress("answering", event.event.delta);
        else if (event.event.type === "reasoning") progress("thinking");
        else if (event.event.type === "toolCallDelta") progress(`calling ${event.event.name}`);
        break;
      case "toolStart":
        progress(describeCall(event.call.name));
        break;
      case "toolEnd":
        if (event.result)
          write(toolLine(iteration, event.call.name, event.result, event.permission));
        break;
      case "stage":
        progress(event.stage);
        break;
      case "runStart":
      case "turnStart":
      case "turnEnd":
      case "iterationEnd":
      case "runEnd":
        break;
    }
  };
}

function describeCall(tool: string): string {
  switch (tool) {
    case "write_file":
      return "writing";
    case "edit_file":
      return "editing";
    case "extract_asset":
      return "extracting pictures";
    case "compare":
      return "rendering and comparing";
    default:
      return tool.replaceAll("_", " ");
  }
}

function toolLine(
  iteration: number,
  name: string,
  result: ToolResult,
  permission: PermissionDecision | undefined,
): ToolLine {
  return {
    type: "tool",
    iteration,
    name,
    ok: !result.isError,
    summary: describeResult(result),
    permission: permission
      ? { effect: permission.effect, action: permission.action, by: permission.by }
      : null,
  };
}

function describeResult({ details }: ToolResult): string {
  switch (details.kind) {
    case "file":
      return `${details.change} ${details.path} (${formatBytes(details.bytes)})`;
    case "image":
      return details.path === undefined
        ? `looked at ${details.width} × ${details.height} px`
        : `extracted ${details.path} (${details.width} × ${details.height} px)`;
    case "comparison":
      return `fidelity ${details.fidelity.toFixed(3)}, ${(details.mismatchRatio * 100).toFixed(2)} % of pixels differ`;
    case "finish":
      return details.summary;
    case "error":
      return details.message;
  }
}

function formatBytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
