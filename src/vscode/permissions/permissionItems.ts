import * as l10n from "@vscode/l10n";
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

const effects = (): Readonly<Record<Effect, string>> => ({
  "read-mockup": l10n.t("Look at the mockup"),
  "read-run": l10n.t("Read the page's files"),
  "read-project": l10n.t("Read from your project"),
  "write-run": l10n.t("Write the page's files"),
  "write-workspace": l10n.t("Write into your project"),
  network: l10n.t("Send mockups over the network, fetch pictures"),
  execute: l10n.t("Run programs"),
});

export const actionLabels = (): Readonly<Record<PolicyAction, string>> => ({
  allow: `$(check) ${l10n.t("Allowed")}`,
  ask: `$(question) ${l10n.t("Asked")}`,
  deny: `$(circle-slash) ${l10n.t("Denied")}`,
});

const scopes = (): Readonly<Record<KeptAnswer["scope"], string>> => ({
  session: l10n.t("in this window"),
  workspace: l10n.t("in this workspace"),
  always: l10n.t("always"),
});

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
      return { label: effects()[effect], description: actionLabels()[action], choice };
    }),
    rules: [...rulesOf(machine, "tools.rules"), ...rulesOf(workspace, "tools.workspaceRules")],
    answers: answers.map((answer) => ({
      label: `${answer.allow ? "$(check)" : "$(circle-slash)"} ${describeKind(answer)}`,
      description: l10n.t(
        "{0}, since {1}. Choose it to take it back",
        scopes()[answer.scope],
        answer.at.slice(0, 10),
      ),
      choice: { kind: "answer", answer },
    })),
    asked: asked.map(({ question, answer, at }) => ({
      label: `${answer.allow ? "$(check)" : "$(circle-slash)"} ${question.summary}`,
      description: `${at.toLocaleTimeString()}, ${answer.earlier ? l10n.t("as answered before") : l10n.t("you were asked")}`,
      choice: { kind: "past" },
    })),
  };
}

const describeKind = ({ tool, effect, host }: KeptAnswer): string =>
  `${tool}: ${effects()[effect]}${host === undefined ? "" : ` (${host})`}`;
