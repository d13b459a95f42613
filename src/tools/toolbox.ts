import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { MockloopError } from "../base/errors";
import { throwIfAborted, TimeoutError, unlessEnded, withinTime } from "../base/async";
import type { ToolCall, ToolSpec } from "../model/model";
import { decidePermission } from "./permissions";
import type { AskPermission, PermissionDecision, PermissionPolicy } from "./permissions";
import { toolError } from "./tool";
import type { Tool, ToolResult } from "./tool";

/** What one call came to; `permission` is undefined when it never got so far (unknown tool, bad arguments). */
export interface ToolOutcome {
  readonly result: ToolResult;
  readonly permission: PermissionDecision | undefined;
}

interface Entry {
  readonly tool: Tool;
  readonly validate: ValidateFunction;
}

/** Milliseconds one call may take. What the tools wait for, a page's drawing above all, has limits of its own, which are shorter. */
const CALL_LIMIT_MS = 120_000;

/** The tools of a run: checks every call (name, JSON, schema, permission), then runs it. */
export class Toolbox {
  private readonly entries = new Map<string, Entry>();

  constructor(
    tools: readonly Tool[],
    private readonly policy: PermissionPolicy,
    private readonly ask?: AskPermission,
    private readonly callLimitMs = CALL_LIMIT_MS,
  ) {
    const ajv = new Ajv({ allErrors: true, strict: true, coerceTypes: true });
    for (const tool of tools)
      this.entries.set(tool.spec.name, { tool, validate: ajv.compile(tool.spec.parameters) });
  }

  get specs(): readonly ToolSpec[] {
    return [...this.entries.values()].map((entry) => entry.tool.spec);
  }

  /**
   * Runs `call`. The model's mistakes come back as error results; rejects only for aborts and lost resources. What would only tell
   * the model something is not done, or ended, when `timeUp` fires.
   */
  async run(call: ToolCall, timeUp: AbortSignal, signal: AbortSignal): Promise<ToolOutcome> {
    throwIfAborted(signal);
    const entry = this.entries.get(call.name);
    if (!entry) return { result: this.unknownTool(call.name), permission: undefined };

    const args = parseArguments(call.argumentsJson);
    if (typeof args === "string") return { result: toolError(args), permission: undefined };
    if (!entry.validate(args)) {
      const why = (entry.validate.errors ?? []).map(describeSchemaError).join("; ");
      return {
        result: toolError(`${call.name} was not run: ${why}. Call it again with all arguments.`),
        permission: undefined,
      };
    }

    const path = entry.tool.pathArgument ? args[entry.tool.pathArgument] : undefined;
    const permission = await decidePermission(
      this.policy,
      this.ask,
      {
        tool: call.name,
        effect: entry.tool.effect,
        path: typeof path === "string" ? path : undefined,
      },
      signal,
    );
    if (permission.action === "deny")
      return {
        result: toolError(`${call.name} is not permitted here. Go on without it.`),
        permission,
      };
    const { tool } = entry;
    const work = (either: AbortSignal): Promise<ToolResult> =>
      runTool(tool, args, this.callLimitMs, either);
    const result = await (tool.onlyTells ? unlessEnded(work, timeUp, signal) : work(signal));
    return {
      result: result ?? toolError(`${call.name} was ended: the run's time is up.`),
      permission,
    };
  }

  private unknownTool(name: string): ToolResult {
    const names = [...this.entries.keys()].join(", ");
    return toolError(`There is no tool ${JSON.stringify(name)}. The tools are: ${names}.`);
  }
}

/** A refused path, or a call without an end, is the model's mistake, and so becomes a result. */
async function runTool(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  limitMs: number,
  signal: AbortSignal,
): Promise<ToolResult> {
  try {
    return await withinTime((either) => tool.run(args, either), limitMs, signal);
  } catch (error) {
    if (error instanceof TimeoutError)
      return toolError(
        `${tool.spec.name} took longer than ${limitMs / 1000} s and was ended. Make the page, or what you ask for, simpler, or go on without it.`,
      );
    if (error instanceof MockloopError && error.code === "PATH_REFUSED")
      return toolError(error.userMessage);
    throw error;
  }
}

/** The arguments as an object, or a sentence about what is wrong with them. */
function parseArguments(json: string): Record<string, unknown> | string {
  let value: unknown;
  try {
    value = JSON.parse(json.trim() === "" ? "{}" : json);
  } catch {
    return "The arguments are not complete JSON (cut off or badly escaped). Call the tool again; split long files into several edits.";
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : "The arguments must be one JSON object.";
}

function describeSchemaError(error: ErrorObject): string {
  const where = error.instancePath.slice(1).replaceAll("/", ".");
  return where ? `${where} ${error.message}` : (error.message ?? "invalid arguments");
}
