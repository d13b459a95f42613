import picomatch from "picomatch";
import type { Effect, PermissionAnswer, PermissionQuestion } from "../protocol/permissionProtocol";

/**
 * A rule of a policy. It is about the calls of a tool, with an effect, on the paths of a glob; what is undefined matters not, and a
 * glob matches no call that is about no path.
 */
export interface PermissionRule {
  readonly tool?: string;
  readonly effect?: Effect;
  readonly glob?: string;
  readonly action: "allow" | "ask" | "deny";
}

/** What is in no rule is denied. Of several rules that match, one that denies wins, else the last. */
export type PermissionPolicy = readonly PermissionRule[];

/** A call that is to be decided. */
export interface PlannedCall {
  readonly tool: string;
  readonly effect: Effect;
  /** The file it is about, relative; undefined: it is about none. */
  readonly path: string | undefined;
}

/** PORT. Asks a person about one call. Rejects with an AbortError when `signal` fires: whoever asks does not wait any longer. */
export type AskPermission = (
  question: PermissionQuestion,
  signal: AbortSignal,
) => Promise<PermissionAnswer>;

/** Mockup and run are free, reading the project asks; nothing else is allowed (workspace writes go through Accept alone). */
export const DEFAULT_POLICY: PermissionPolicy = [
  { effect: "read-mockup", action: "allow" },
  { effect: "read-run", action: "allow" },
  { effect: "read-project", action: "ask" },
  { effect: "write-run", action: "allow" },
];

/** The rule that decides a call; undefined: there is none, so that it is denied. */
export function findRule(policy: PermissionPolicy, call: PlannedCall): PermissionRule | undefined {
  const matching = policy.filter((rule) => isAbout(rule, call));
  return matching.find(({ action }) => action === "deny") ?? matching.at(-1);
}

function isAbout({ tool, effect, glob }: PermissionRule, call: PlannedCall): boolean {
  return (
    (tool === undefined || tool === call.tool) &&
    (effect === undefined || effect === call.effect) &&
    (glob === undefined || (call.path !== undefined && picomatch.isMatch(call.path, glob)))
  );
}

/** A rule in a few words, for the journal: "ask effect=read-project glob=src/**". */
export function describeRule({ tool, effect, glob, action }: PermissionRule): string {
  const limits = Object.entries({ tool, effect, glob });
  const named = limits.flatMap(([name, value]) => (value === undefined ? [] : `${name}=${value}`));
  return [action, ...named].join(" ");
}

const WISHES: Readonly<Record<Effect, string>> = {
  "read-mockup": "look at the mockup",
  "read-run": "read the page's files",
  "read-project": "read from your project",
  "write-run": "write the page's files",
  "write-workspace": "write into your project",
  network: "reach the network",
  execute: "run a program",
};

/** What a call would do, for the person who is asked: "read_file wants to read from your project: src/a.ts". */
export function describeCall({ tool, effect, path }: PlannedCall): string {
  return `${tool} wants to ${WISHES[effect]}${path === undefined ? "" : `: ${path}`}`;
}
