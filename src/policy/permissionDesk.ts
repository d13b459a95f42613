import { unlessEnded } from "../base/async";
import type { Effect, PermissionQuestion, Scope } from "../protocol/permissionProtocol";
import type { AskPermission } from "./answerMemory";
import { decide } from "./decide";
import type { Policy } from "./decide";
import { describeCall, shownPath } from "./plannedCall";
import type { PlannedCall } from "./plannedCall";

/** What was decided for one call. */
export interface PermissionDecision {
  readonly call: PlannedCall;
  readonly action: "allow" | "deny";
  /** "policy": a rule said so; "person": somebody was asked; "nobody": somebody should have been, and was not there. */
  readonly by: "policy" | "person" | "nobody";
  /** How long the person's answer is good for. */
  readonly scope?: Scope;
  /** The rule that allowed it, denied it, or had somebody asked, in words. */
  readonly rule: string;
}

/** A decision with the number of its line in the run's journal; undefined: there is no journal. */
export type NotedDecision = PermissionDecision & { readonly line?: number | undefined };

/** What a desk decides by. */
export interface DeskRules {
  readonly policy: Policy;
  /** Undefined: there is nobody to ask, so that the answer is no. */
  readonly ask: AskPermission | undefined;
  /** Notes each decision before anything is done, and returns the number of its line. Where that fails, nothing is done. */
  readonly note?: (decision: PermissionDecision) => Promise<number>;
}

/** Decides the calls of one run. */
export class PermissionDesk {
  private asked = 0;

  constructor(private readonly rules: DeskRules) {}

  /**
   * Decides one call. Who is asked and has not answered when `timeUp` fires counts as not there. @throws AbortError; what noting a
   * decision throws.
   */
  async decide(
    call: PlannedCall,
    timeUp: AbortSignal,
    signal: AbortSignal,
  ): Promise<NotedDecision> {
    const { action, rule } = decide(this.rules.policy, call);
    const decision: PermissionDecision =
      action === "ask"
        ? await this.askPerson(call, rule, timeUp, signal)
        : { call, action, by: "policy", rule };
    return { ...decision, line: await this.rules.note?.(decision) };
  }

  private async askPerson(
    call: PlannedCall,
    rule: string,
    timeUp: AbortSignal,
    signal: AbortSignal,
  ): Promise<PermissionDecision> {
    const { ask } = this.rules;
    const question = this.questionOf(call);
    const answer = ask && (await unlessEnded((either) => ask(question, either), timeUp, signal));
    if (!answer) return { call, action: "deny", by: "nobody", rule };
    const { allow, scope } = answer;
    return { call, action: allow ? "allow" : "deny", by: "person", scope, rule };
  }

  private questionOf(call: PlannedCall): PermissionQuestion {
    const { tool, effect, paths, host } = call;
    const diff = call.diff?.();
    return {
      ...{ id: `permission-${++this.asked}`, tool, effect },
      paths: paths.map(shownPath),
      ...(host !== undefined && { host }),
      summary: describeCall(call),
      ...(diff !== undefined && { diff }),
      scopes: SCOPES[effect],
    };
  }
}

const HERE = ["once", "session", "workspace"] as const;

/** How long an answer may be good for. A host is the same everywhere; what is read, written or run is another thing in each folder. */
const SCOPES: Readonly<Record<Effect, readonly Scope[]>> = {
  "read-mockup": HERE,
  "read-run": HERE,
  "read-project": HERE,
  "write-run": HERE,
  "write-workspace": HERE,
  network: [...HERE, "always"],
  execute: ["once"],
};
