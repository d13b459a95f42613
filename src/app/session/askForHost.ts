import type { Model, ModelFailure } from "../../model/model";
import { isLoopback } from "../../policy/isLoopback";
import type { PermissionDesk } from "../../policy/permissionDesk";
import type { PlannedCall } from "../../policy/plannedCall";
import { sendingTo } from "../machine/permissions/hostAnswers";

const never = new AbortController().signal;

/**
 * The model, which is not opened before its host is allowed: what is sent to it is somebody's mockup. It is decided once a run.
 */
export function askForHost(model: Model, url: string, desk: PermissionDesk): Model {
  const { host } = new URL(url);
  const call: PlannedCall = { ...sendingTo(host), paths: [], isOwnHost: isLoopback(url) };
  let decided: boolean | undefined;
  const decide = async (signal: AbortSignal): Promise<boolean> =>
    (decided ??= (await desk.decide(call, never, signal)).action === "allow");
  const refusal: ModelFailure = {
    code: "refused",
    message: `Nothing was sent to ${host}: it was not allowed to see the mockup.`,
    remedy: { kind: "allow-host", host },
    retryable: false,
  };
  return {
    name: model.name,
    open: async (tell, signal) =>
      (await decide(signal)) ? model.open(tell, signal) : { type: "failure", failure: refusal },
    generate: async function* (request, signal) {
      if (await decide(signal)) yield* model.generate(request, signal);
      else yield { type: "failure", failure: refusal };
    },
    countTokens: (message) => model.countTokens(message),
    dispose: () => model.dispose(),
  };
}
