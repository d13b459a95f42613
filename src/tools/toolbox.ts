import { MockloopError } from "../base/errors";
import { cutText } from "../base/text/cutText";
import { throwIfAborted, TimeoutError, unlessEnded, withinTime } from "../base/async";
import type { ToolCall, ToolSpec } from "../model/model";
import type { CallPath } from "../policy/plannedCall";
import type { NotedDecision, PermissionDesk } from "../policy/permissionDesk";
import { describeArguments } from "./describeArguments";
import { toolError } from "./tool";
import type { PreparedCall, TellProgress, Tool, ToolResult } from "./tool";

/** What one call came to; `permission` is undefined when it never got so far (unknown tool, bad arguments). */
export interface ToolOutcome {
  readonly result: ToolResult;
  readonly permission: NotedDecision | undefined;
}

/** Milliseconds one call may take. What the tools wait for, a page's drawing above all, has limits of its own, which are shorter. */
const CALL_LIMIT_MS = 300_000;

/** Of the name of a tool that there is not, characters. */
const MAX_NAME = 80;

/** The tools of a run: checks every call (name, JSON, schema, permission), then runs it. */
export class Toolbox {
  private readonly tools: ReadonlyMap<string, Tool>;

  constructor(
    tools: readonly Tool[],
    private readonly desk: PermissionDesk,
    private readonly callLimitMs = CALL_LIMIT_MS,
  ) {
    this.tools = new Map(tools.map((tool) => [tool.spec.name, tool]));
  }

  get specs(): readonly ToolSpec[] {
    return [...this.tools.values()].map(({ spec }) => spec);
  }

  /**
   * Runs `call`. The model's mistakes come back as error results; rejects only for aborts and lost resources. What would only tell
   * the model something is not done, or ended, when `timeUp` fires.
   */
  async run(
    call: ToolCall,
    timeUp: AbortSignal,
    signal: AbortSignal,
    tell?: TellProgress,
  ): Promise<ToolOutcome> {
    throwIfAborted(signal);
    const tool = this.tools.get(call.name);
    if (!tool) return { result: this.unknownTool(call.name), permission: undefined };

    const prepared = tool.prepare(call.argumentsJson);
    if (typeof prepared === "string") return { result: toolError(prepared), permission: undefined };

    const paths = await findPaths(prepared);
    if ("isError" in paths) return { result: paths, permission: undefined };
    const planned = {
      ...{ tool: call.name, effect: tool.effect, paths },
      args: describeArguments(call.argumentsJson),
      diff: () => prepared.diff(),
    };
    const permission = await this.desk.decide(planned, timeUp, signal);
    if (permission.action === "deny")
      return {
        result: toolError(`${call.name} is not permitted here. Go on without it.`),
        permission,
      };
    const work = (either: AbortSignal): Promise<ToolResult> =>
      runTool(call.name, { run: (ending) => prepared.run(ending, tell) }, this.callLimitMs, either);
    const result = await (tool.onlyTells ? unlessEnded(work, timeUp, signal) : work(signal));
    return {
      result: result ?? toolError(`${call.name} was ended: the run's time is up.`),
      permission,
    };
  }

  private unknownTool(name: string): ToolResult {
    const names = [...this.tools.keys()].join(", ");
    return toolError(
      `There is no tool ${JSON.stringify(cutText(name, MAX_NAME))}. The tools are: ${names}.`,
    );
  }
}

/** What a call is about; a path that is refused is the model's mistake. */
async function findPaths(call: PreparedCall): Promise<readonly CallPath[] | ToolResult> {
  try {
    return await call.findPaths();
  } catch (error) {
    if (error instanceof MockloopError && error.code === "PATH_REFUSED")
      return toolError(error.userMessage);
    throw error;
  }
}

/** A refused path, or a call without an end, is the model's mistake, and so becomes a result. */
async function runTool(
  name: string,
  call: { run(signal: AbortSignal): Promise<ToolResult> },
  limitMs: number,
  signal: AbortSignal,
): Promise<ToolResult> {
  try {
    return await withinTime((either) => call.run(either), limitMs, signal);
  } catch (error) {
    if (error instanceof TimeoutError)
      return toolError(
        `${name} took longer than ${limitMs / 1000} s and was ended. Make the page, or what you ask for, simpler, or go on without it.`,
      );
    if (error instanceof MockloopError && error.code === "PATH_REFUSED")
      return toolError(error.userMessage);
    throw error;
  }
}
