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

/** Mockup and run are free, reading the project asks, the rest is denied (workspace writes go through Accept alone). */
export const DEFAULT_POLICY: PermissionPolicy = [
  { effect: "read-mockup", action: "allow" },
  { effect: "read-project", action: "ask" },
  { effect: "write-run", action: "allow" },
  { effect: "write-workspace", action: "deny" },
  { effect: "network", action: "deny" },
  { effect: "execute", action: "deny" },
];
