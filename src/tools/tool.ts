import * as Type from "typebox";
import type { Static, TObject, TProperties } from "typebox";
import type { ContentPart, ToolSpec } from "../model/model";
import type { CallPath } from "../policy/plannedCall";
import type { Effect } from "../protocol/permissionProtocol";
import { readArguments } from "./readArguments";

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
      readonly change: "created" | "replaced" | "edited" | "deleted" | "unchanged";
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
  /** Facts for a program to read, plain JSON, and what they come to in one line. */
  | {
      readonly kind: "facts";
      readonly facts: Readonly<Record<string, unknown>>;
      readonly summary: string;
    }
  | { readonly kind: "finish"; readonly summary: string }
  | { readonly kind: "error"; readonly message: string };

/** What a call with these parameters brings. */
type Arguments<Parameters extends TProperties> = Static<TObject<Parameters>>;

/** A tool as it is written: the schemas of its arguments are what the model is told, what is checked, and what `run` is typed by. */
export interface ToolDefinition<Parameters extends TProperties> {
  readonly name: string;
  readonly description: string;
  /** At least one is required; `path` stands before `content`. No others are let through. */
  readonly parameters: Parameters;
  readonly effect: Effect;
  /** Whether all it does is tell the model something, which nobody hears any more when the run's time is up. */
  readonly onlyTells?: boolean;
  /** The files a call is about, for rules with a glob; undefined: no call is about any. @throws MockloopError PATH_REFUSED. */
  readonly pathsOf?: (
    args: Arguments<Parameters>,
  ) => readonly CallPath[] | Promise<readonly CallPath[]>;
  /** What a call would change, as a diff, for whoever is asked; undefined: nothing that can be shown so. */
  readonly diffOf?: (args: Arguments<Parameters>) => string | undefined;
  /** What the model did wrong becomes an error result, never an exception. Throws only for aborts and lost resources. */
  readonly run: (
    args: Arguments<Parameters>,
    signal: AbortSignal,
    tell: TellProgress,
  ) => Promise<ToolResult>;
}

/** Told what a call is doing: "drawing the page". */
export type TellProgress = (stage: string) => void;

/** A call whose arguments were found good. */
export interface PreparedCall {
  /** What it is about. @throws MockloopError PATH_REFUSED. */
  findPaths(): Promise<readonly CallPath[]>;
  diff(): string | undefined;
  run(signal: AbortSignal, tell?: TellProgress): Promise<ToolResult>;
}

/** A tool: its specification, what it touches, and how a call becomes work. */
export interface Tool {
  readonly spec: ToolSpec;
  readonly effect: Effect;
  readonly onlyTells: boolean;
  /** The call with these arguments, as the model wrote them; else a sentence for the model about what is wrong with them. */
  prepare(argumentsJson: string): PreparedCall | string;
}

const untold: TellProgress = () => undefined;

/** Makes a tool of its definition. */
export function defineTool<Parameters extends TProperties>(
  definition: ToolDefinition<Parameters>,
): Tool {
  const { name, description, effect, onlyTells = false, pathsOf, diffOf, run } = definition;
  const parameters = Type.Object(definition.parameters, { additionalProperties: false });
  return {
    spec: { name, description, parameters: toJsonSchema(parameters) },
    effect,
    onlyTells,
    prepare: (argumentsJson) => {
      const read = readArguments(name, parameters, argumentsJson);
      if (typeof read === "string") return read;
      const { args } = read;
      return {
        findPaths: async () => (await pathsOf?.(args)) ?? [],
        diff: () => diffOf?.(args),
        run: (signal, tell = untold) => run(args, signal, tell),
      };
    },
  };
}

/** In the order in which schemas are commonly written, which is what models have seen most. */
function toJsonSchema({ type, properties, required, ...rest }: TObject): ToolSpec["parameters"] {
  return { type, properties, required, ...rest };
}

/** A result that tells the model what went wrong and what to do instead. */
export function toolError(message: string): ToolResult {
  return {
    content: [{ type: "text", text: message }],
    isError: true,
    details: { kind: "error", message },
  };
}
