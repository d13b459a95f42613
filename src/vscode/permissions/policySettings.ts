import * as l10n from "@vscode/l10n";
import { MockloopError } from "../../base/errors";
import { BUILT_IN } from "../../policy/decide";
import type { Policy } from "../../policy/decide";
import { parsePolicy } from "../../policy/parsePolicy";
import type { PolicyLayer } from "../../protocol/permissionProtocol";
import type { SETTINGS } from "../contributions";

/** The settings of the policy, below `mockloop.`. Only the last may be a workspace's. */
export type PolicyKey = Extract<keyof typeof SETTINGS, `tools.${string}` | `network.${string}`>;

/**
 * What counts in this window: the machine's policy, which says something about every effect and so is the most that may happen, and the
 * workspace's rules, which can only be stricter. `get` gives the value of a setting, which may be anything people write.
 *
 * @throws MockloopError BAD_OPTION for a setting that is not understood: it must not count as none.
 */
export function readPolicySettings(get: (key: PolicyKey) => unknown): Policy {
  const allowed = hostRules(get, "network.allowedDomains", "allow");
  const denied = hostRules(get, "network.deniedDomains", "deny");
  const defaults = layerOf("tools.permissions", { defaults: get("tools.permissions") ?? {} });
  const machine = layerOf("tools.rules", { rules: get("tools.rules") ?? [] });
  const workspace = layerOf("tools.workspaceRules", { rules: get("tools.workspaceRules") ?? [] });
  return [
    {
      name: "this machine",
      defaults: { ...BUILT_IN, ...defaults.defaults },
      rules: [...(machine.rules ?? []), ...allowed, ...denied],
    },
    { name: "the workspace", rules: workspace.rules ?? [] },
  ];
}

function hostRules(
  get: (key: PolicyKey) => unknown,
  key: PolicyKey,
  action: "allow" | "deny",
): NonNullable<PolicyLayer["rules"]> {
  const hosts = get(key) ?? [];
  const asRule = (host: unknown): unknown => ({ effect: "network", host, action });
  const rules: unknown = Array.isArray(hosts) ? hosts.map(asRule) : hosts;
  return layerOf(key, { rules }).rules ?? [];
}

function layerOf(key: PolicyKey, value: unknown): PolicyLayer {
  const layer = parsePolicy(value, "this machine");
  if (typeof layer !== "string") return layer;
  throw new MockloopError(
    "BAD_OPTION",
    l10n.t(
      "The setting mockloop.{0} is not understood: {1}. No model runs until it is.",
      key,
      layer,
    ),
  );
}
