import type { ContentPart, ToolSpec } from "../model/model";

/** What a tool touches; policies are set per effect. */
export type Effect =
  | "read-mockup"
  | "read-run"
  | "read-project"
  | "write-run"
  | "write-workspace"
  | "network"
  | "execute";

/** What a tool call comes to: `content` is for the model, `details` for people and the journal. */
export interface ToolResult {
  readonly content: readonly ContentPart[];
  readonly isError: boolean;
  readonly details: ToolDetails;
}

export type ToolDetails =
  | {
      readonly kind: "file";
      readonly path: string;
      readonly change: "created" | "replaced" | "edited" | "unchanged";
      readonly bytes: number;
    }
  | { readonly kind: "text"; readonly path: string; readonly lines: number }
  | {
      readonly kind: "image";
      readonly path: string | undefined;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: "comparison"; readonly fidelity: number; readonly mismatchRatio: number }
  | { readonly kind: "finish"; readonly summary: string }
  | { readonly kind: "error"; readonly message: string };

/**
 * A tool: its specification, what it touches, and how it runs. `run` gets arguments that satisfy the schema; what the
 * model did wrong becomes an error result, never an exception. Throws only for aborts and lost resources.
 */
export interface Tool {
  readonly spec: ToolSpec;
  readonly effect: Effect;
  /** Whether all it does is tell the model something, which nobody hears any more when the run's time is up. */
  readonly onlyTells?: boolean;
  /** The path argument a glob policy looks at, when there is one. */
  readonly pathArgument?: string;
  run(args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToolResult>;
}

/** A result that tells the model what went wrong and what to do instead. */
export function toolError(message: string): ToolResult {
  return {
    content: [{ type: "text", text: message }],
    isError: true,
    details: { kind: "error", message },
  };
}
