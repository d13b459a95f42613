import type { AnswerBook } from "../../../policy/answerMemory";
import type { KeptAnswer } from "../../../protocol/permissionProtocol";

/** The calls that send mockups to a host, as answers are kept about them: who sends is the run's model. */
export const sendingTo = (
  host: string,
): { readonly tool: string; readonly effect: "network"; readonly host: string } => ({
  ...{ tool: "model", effect: "network", host },
});

/** The leave to send mockups to a host, once and for all. */
export const alwaysTo = (host: string): KeptAnswer => ({
  ...{ ...sendingTo(host), allow: true, scope: "always" },
  at: new Date().toISOString(),
});

/** The hosts that mockups may be sent to without being asked for again: "api.z.ai", "10.0.0.2:8080". */
export async function listAllowedHosts(answers: AnswerBook): Promise<readonly string[]> {
  return (await answers.list()).flatMap(({ effect, host, allow, scope }) =>
    allow && effect === "network" && scope === "always" ? (host ?? []) : [],
  );
}
