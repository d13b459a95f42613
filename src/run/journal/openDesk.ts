import { PermissionDesk } from "../../policy/permissionDesk";
import type { PermissionDecision } from "../../policy/permissionDesk";
import { shownPath } from "../../policy/plannedCall";
import { describeModelRef } from "../../protocol/modelRef";
import type { DecisionLine, RunLineUnion } from "../../protocol/runProtocol";
import type { Run } from "../run";

/** Who decides a run's calls, and journals who acts, and each decision before it is carried out. */
export async function openDesk({
  session,
  request,
  archive,
  onLine,
}: Pick<Run, "session" | "request" | "archive" | "onLine">): Promise<PermissionDesk> {
  const { policy, ask } = session;
  const name = describeModelRef(request.model);
  const append = async (line: RunLineUnion): Promise<number> => {
    const number = await archive.append(line);
    onLine(line);
    return number;
  };
  const weights = await session.findWeights(request.model);
  await append(policyLine({ model: name, weights, policy }));
  return new PermissionDesk({ policy, ask, note: (one) => append(decisionLine(one, name)) });
}

/** Who acts, and by which rules. */
export type Actor = Pick<Extract<RunLineUnion, { type: "policy" }>, "model" | "weights" | "policy">;

/** The line that says who acts from here on. */
export const policyLine = (actor: Actor): RunLineUnion => ({ type: "policy", at: now(), ...actor });

/** A decision as the journal has it. @param model who asked for what was decided. */
export function decisionLine(
  { call, action, by, scope, rule }: PermissionDecision,
  model: string,
): DecisionLine {
  const { tool, effect, paths, host, args } = call;
  return {
    ...{ type: "decision", at: now(), model, tool, effect },
    paths: paths.map(shownPath),
    ...(host !== undefined && { host }),
    ...(args && { args }),
    ...{ rule, action, by },
    ...(scope !== undefined && { scope }),
  };
}

const now = (): string => new Date().toISOString();
