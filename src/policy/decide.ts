import type { Effect, PolicyAction, PolicyLayer, PolicyRule } from "../protocol/permissionProtocol";
import { isAbout } from "./matchRule";
import type { PlannedCall } from "./plannedCall";

/**
 * The policies that count together, each as far as it says anything: the strictest of them decides, so that none can allow what
 * another forbids. What none of them says anything about is as {@link BUILT_IN} says.
 */
export type Policy = readonly PolicyLayer[];

/** What becomes of a call, and in words which rule says so. */
export interface Ruling {
  readonly action: PolicyAction;
  readonly rule: string;
}

/** Mockup and run are free; reading the project and sending the mockup anywhere asks; nothing else is allowed. */
export const BUILT_IN: Readonly<Record<Effect, PolicyAction>> = {
  "read-mockup": "allow",
  "read-run": "allow",
  "read-project": "ask",
  "write-run": "allow",
  "write-workspace": "deny",
  network: "ask",
  execute: "deny",
};

const STRICTNESS: Readonly<Record<PolicyAction, number>> = { allow: 0, ask: 1, deny: 2 };

/** What becomes of a call. Of one that is about several files, each is looked at, and the strictest ruling counts. */
export function decide(policy: Policy, call: PlannedCall): Ruling {
  const paths = call.paths.length > 0 ? call.paths.map(({ path }) => path) : [undefined];
  const rulings = paths.map((path) => decideOne(policy, call, path));
  return strictest(rulings) ?? builtIn(call);
}

function decideOne(policy: Policy, call: PlannedCall, path: string | undefined): Ruling {
  const said = policy.flatMap((layer) => ruleOfLayer(layer, call, path) ?? []);
  return strictest(said) ?? builtIn(call);
}

/** What one policy says: its strictest rule about the call, else its default. Undefined: nothing. */
function ruleOfLayer(
  { name, defaults, rules = [] }: PolicyLayer,
  call: PlannedCall,
  path: string | undefined,
): Ruling | undefined {
  const matching = rules
    .filter((rule) => isAbout(rule, call, path))
    .map((rule) => ({ action: rule.action, rule: `${name}: ${describeRule(rule)}` }));
  const byDefault = call.isOwnHost === true ? undefined : defaults?.[call.effect];
  return (
    strictest(matching) ??
    (byDefault && { action: byDefault, rule: `${name}: ${byDefault} ${call.effect}` })
  );
}

function builtIn({ effect, isOwnHost }: PlannedCall): Ruling {
  const action = isOwnHost === true ? "allow" : BUILT_IN[effect];
  return { action, rule: `built in: ${action} ${isOwnHost === true ? "this machine" : effect}` };
}

/** The first of the strictest. */
function strictest(rulings: readonly Ruling[]): Ruling | undefined {
  return rulings.reduce<Ruling | undefined>(
    (worst, ruling) =>
      worst && STRICTNESS[worst.action] >= STRICTNESS[ruling.action] ? worst : ruling,
    undefined,
  );
}

/** A rule in a few words: "ask effect=read-project path=src/**". */
export function describeRule({ action, tool, effect, path, host }: PolicyRule): string {
  const limits = Object.entries({ tool, effect, path, host });
  const named = limits.flatMap(([name, value]) => (value === undefined ? [] : `${name}=${value}`));
  return [action, ...named].join(" ");
}
