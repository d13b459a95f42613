import { unlessEnded } from "../base/async";
import { describeCall, describeRule, findRule } from "./permissions";
import type { AskPermission, PermissionPolicy, PlannedCall } from "./permissions";

/** What was decided for one call, for the journal. */
export interface PermissionDecision extends Omit<PlannedCall, "tool"> {
  readonly action: "allow" | "deny";
  /** "policy": a rule said so, or there is none; "person": somebody was asked; "nobody": somebody should have been, and was not there. */
  readonly by: "policy" | "person" | "nobody";
  /** The rule that allowed it, denied it, or had somebody asked, in words; undefined: there is none. */
  readonly rule: string | undefined;
}

/** Decides the calls of one run, and remembers what a person said for all of it. */
export class PermissionDesk {
  /** Allowed or not, by tool and effect. */
  private readonly answers = new Map<string, boolean>();
  private asked = 0;

  /** @param ask undefined: there is nobody to ask, so that the answer is no. */
  constructor(
    private readonly policy: PermissionPolicy,
    private readonly ask: AskPermission | undefined,
  ) {}

  /** Decides one call. Who is asked and has not answered when `timeUp` fires counts as not there. @throws AbortError. */
  async decide(
    call: PlannedCall,
    timeUp: AbortSignal,
    signal: AbortSignal,
  ): Promise<PermissionDecision> {
    const { effect, path } = call;
    const found = findRule(this.policy, call);
    const base = { effect, path, rule: found && describeRule(found) };
    const action = found?.action ?? "deny";
    if (action !== "ask") return { ...base, action, by: "policy" };
    const allowed = await this.askPerson(call, timeUp, signal);
    if (allowed === undefined) return { ...base, action: "deny", by: "nobody" };
    return { ...base, action: allowed ? "allow" : "deny", by: "person" };
  }

  private async askPerson(
    call: PlannedCall,
    timeUp: AbortSignal,
    signal: AbortSignal,
  ): Promise<boolean | undefined> {
    const { ask } = this;
    const { tool, effect, path } = call;
    const key = `${tool} ${effect}`;
    const known = this.answers.get(key);
    if (known !== undefined || !ask) return known;
    const question = {
      ...{ id: `permission-${++this.asked}`, tool, effect, summary: describeCall(call) },
      ...(path !== undefined && { path }),
    };
    const answer = await unlessEnded((either) => ask(question, either), timeUp, signal);
    if (answer?.scope === "run") this.answers.set(key, answer.allow);
    return answer?.allow;
  }
}
