import type { Model, ModelFailure } from "../../model/model";
import { isLoopback } from "../../model/openai/wire/serverAddress";
import type { AskPermission } from "../../tools/permissions";
import type { AllowedHosts } from "../machine/allowedHosts";

/** Who says whether pictures may go to a host. */
export interface HostGate {
  readonly hosts: AllowedHosts;
  /** Hosts that are allowed for this session alone. */
  readonly allowed: readonly string[];
}

/**
 * The model, which is not opened before its host is allowed: what is sent to it is somebody's mockup. This machine itself always is; of
 * others a person is asked, once a run unless the answer is to be kept. Where nobody can be asked, nothing is sent.
 */
export function askForHost(
  model: Model,
  url: string,
  { hosts, allowed }: HostGate,
  ask: AskPermission | undefined,
): Model {
  const { host } = new URL(url);
  let isAllowed = isLoopback(url) || allowed.includes(host);
  const decide = async (signal: AbortSignal): Promise<boolean> => {
    if (isAllowed) return true;
    if ((await hosts.list()).includes(host)) isAllowed = true;
    else if (ask) {
      const answer = await ask(
        {
          ...{ id: `host-${host}`, tool: "model", effect: "network", lasting: host },
          summary: `Pictures and texts of the mockup are to be sent to ${host}`,
        },
        signal,
      );
      isAllowed = answer.allow;
      if (answer.allow && answer.scope === "always") await hosts.allow(host);
    }
    return isAllowed;
  };
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
