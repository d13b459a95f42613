import picomatch from "picomatch";
import type { Effect } from "./tool";

export type PermissionAction = "allow" | "ask" | "deny";

/** How long a person's answer holds. */
export type PermissionScope = "once" | "session" | "workspace" | "always";

/** A rule of a policy: the last one that matches decides. `paths` is a glob over the tool's path argument. */
export interface PermissionRule {
  readonly effect: Effect;
  readonly action: PermissionAction;
  readonly paths?: string;
}

export type PermissionPolicy = readonly PermissionRule[];

/** What was decided for one call, for the journal. */
export interface PermissionDecision {
  readonly effect: Effect;
  readonly action: "allow" | "deny";
  /** "policy": a rule said so; "person": somebody was asked. */
  readonly by: "policy" | "person";
  readonly path: string | undefined;
}

/** Asks a person about one call; false is no. */
export type AskPermission = (
  tool: string,
  effect: Effect,
  path: string | undefined,
  signal: AbortSignal,
) => Promise<boolean>;

/** Mockup and run are free, reading the project asks, the rest is denied (workspace writes go through Accept alone). */
export const DEFAULT_POLICY: PermissionPolicy = [
  { effect: "read-mockup", action: "allow" },
  { effect: "read-run", action: "allow" },
  { effect: "read-project", action: "ask" },
  { effect: "write-run", action: "allow" },
  { effect: "write-workspace", action: "deny" },
  { effect: "network", action: "deny" },
  { effect: "execute", action: "deny" },
];

/** What the policy says of an effect on a path: the last matching rule, "deny" when none matches. */
export function findAction(
  policy: PermissionPolicy,
  effect: Effect,
  path: string | undefined,
): PermissionAction {
  let action: PermissionAction = "deny";
  for (const rule of policy) {
    if (rule.effect !== effect) continue;
    if (rule.paths !== undefined && (path === undefined || !picomatch.isMatch(path, rule.paths)))
      continue;
    action = rule.action;
  }
  return action;
}

/**
 * Decides one call. Where the policy says "ask" and nobody can be asked (`ask` undefined), the answer is no.
 */
export async function decidePermission(
  policy: PermissionPolicy,
  ask: AskPermission | undefined,
  call: { readonly tool: string; readonly effect: Effect; readonly path: string | undefined },
  signal: AbortSignal,
): Promise<PermissionDecision> {
  const { tool, effect, path } = call;
  const action = findAction(policy, effect, path);
  if (action !== "ask") return { effect, path, action, by: "policy" };
  if (!ask) return { effect, path, action: "deny", by: "policy" };
  const allowed = await ask(tool, effect, path, signal);
  return { effect, path, action: allowed ? "allow" : "deny", by: "person" };
}
