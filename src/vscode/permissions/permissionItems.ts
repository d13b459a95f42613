import { describeRule } from "../../policy/decide";
import type { Policy } from "../../policy/decide";
import type { Effect, KeptAnswer, PolicyAction } from "../../protocol/permissionProtocol";
import { effectSchema } from "../../protocol/schemas/permission";
import type { PolicyKey } from "./policySettings";
import type { Asked } from "./permissions";

/** A line of the table, and what choosing it changes. */
export interface PermissionItem {
  readonly label: string;
  readonly description: string;
  readonly choice:
    | { readonly kind: "effect"; readonly effect: Effect; readonly action: PolicyAction }
    | { readonly kind: "setting"; readonly key: PolicyKey }
    | { readonly kind: "answer"; readonly answer: KeptAnswer }
    | { readonly kind: "past" };
}

/** The table's parts, in their order. */
export interface PermissionTable {
  readonly effects: readonly PermissionItem[];
  readonly rules: readonly PermissionItem[];
  readonly answers: readonly PermissionItem[];
  readonly asked: readonly PermissionItem[];
}

const EFFECTS: Readonly<Record<Effect, string>> = {
  "read-mockup": "Look at the mockup",
  "read-run": "Read the page's files",
  "read-project": "Read from your project",
  "write-run": "Write the page's files",
  "write-workspace": "Write into your project",
  network: "Send mockups over the network, fetch pictures",
  execute: "Run programs",
};

export const ACTIONS: Readonly<Record<PolicyAction, string>> = {
  allow: "$(check) Allowed",
  ask: "$(question) Asked",
  deny: "$(circle-slash) Denied",
};

const SCOPES: Readonly<Record<KeptAnswer["scope"], string>> = {
  session: "in this window",
  workspace: "in this workspace",
  always: "always",
};

/** What is allowed, asked, and was answered. */
export function describePermissions(
  [machine, workspace]: Policy,
  answers: readonly KeptAnswer[],
  asked: readonly Asked[],
): PermissionTable {
  const rulesOf = (layer: Policy[number] | undefined, key: PolicyKey): PermissionItem[] =>
    (layer?.rules ?? []).map((rule) => ({
      label: describeRule(rule),
      description: layer?.name ?? "",
      choice: { kind: "setting", key },
    }));
  return {
    effects: effectSchema.enum.map((effect) => {
      const action = machine?.defaults?.[effect] ?? "ask";
      const choice = { kind: "effect", effect, action } as const;
      return { label: EFFECTS[effect], description: ACTIONS[action], choice };
    }),
    rules: [...rulesOf(machine, "tools.rules"), ...rulesOf(workspace, "tools.workspaceRules")],
    answers: answers.map((answer) => ({
      label: `${answer.allow ? "$(check)" : "$(circle-slash)"} ${describeKind(answer)}`,
      description: `${SCOPES[answer.scope]}, since ${answer.at.slice(0, 10)}. Choose it to take it back`,
      choice: { kind: "answer", answer },
    })),
    asked: asked.map(({ question, answer, at }) => ({
      label: `${answer.allow ? "$(check)" : "$(circle-slash)"} ${question.summary}`,
      description: `${at.toLocaleTimeString()}, ${answer.earlier ? "as answered before" : "you were asked"}`,
      choice: { kind: "past" },
    })),
  };
}

const describeKind = ({ tool, effect, host }: KeptAnswer): string =>
  `${tool}: ${EFFECTS[effect].toLowerCase()}${host === undefined ? "" : ` (${host})`}`;
