import * as l10n from "@vscode/l10n";
import { isSameModel } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import type { ListedServer, SeenServer } from "../../protocol/schemas/questions/servers";

/** An entry of the quick pick, without what only the editor knows. */
export interface ServerItem {
  readonly model: ModelRef;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** One saved server with its state; `seen` is undefined as long as it is being asked. */
export function describeServer(
  listed: ListedServer,
  seen: SeenServer | undefined,
  current: ModelRef,
): ServerItem {
  const { server } = listed;
  const model: ModelRef = { kind: "server", name: server.name };
  const mark = isSameModel(model, current) ? "$(check)" : "$(blank)";
  const name = seen?.type === "seen" ? seen.model || server.model : server.model;
  const kind = seen?.type === "seen" ? [seen.title] : [];
  return {
    model,
    label: `${mark} ${server.name}`,
    description: [name || l10n.t("its first model"), ...kind, describeState(listed, seen)].join(
      " · ",
    ),
    detail: seen?.type === "failure" ? seen.message : describeConsent(listed),
  };
}

/** "ready", "no vision", "unreachable" and what else may be. */
function describeState({ server }: ListedServer, seen: SeenServer | undefined): string {
  if (seen === undefined) return l10n.t("being asked…");
  if (seen.type === "failure")
    return seen.state === "unreachable" ? l10n.t("unreachable") : l10n.t("cannot be used");
  if (seen.models.length > 0 && server.model !== "" && !seen.models.includes(server.model))
    return l10n.t("not among the models that it lists");
  return seen.vision === false
    ? l10n.t("ready, no vision: works from the measurements alone")
    : l10n.t("ready");
}

/** What becomes of pictures. */
export function describeConsent({ host, consent }: ListedServer): string {
  switch (consent) {
    case "own":
      return l10n.t("At {0}, on this machine: nothing leaves it.", host);
    case "allowed":
      return l10n.t("Pictures of mockups go to {0}, as you allowed.", host);
    case "asked":
      return l10n.t("You are asked before pictures of mockups go to {0}.", host);
  }
}

/** Letters, digits, ".", "_" and "-": what may be a server's name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/;

/** Undefined when a server may be called so; else what is wrong with it. */
export function checkName(name: string): string | undefined {
  return NAME.test(name)
    ? undefined
    : l10n.t("Letters, digits, dots, dashes and underscores, beginning with a letter or a digit.");
}

/** A name for the server at `url` that is not taken: its host, with its port where it is this machine's. */
export function suggestName(url: string, title: string, taken: readonly string[]): string {
  const { hostname, port } = new URL(url);
  const isOwn = hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
  const base = (isOwn ? `${title}${port && `-${port}`}` : hostname)
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 60);
  const free = (name: string): boolean => !taken.includes(name);
  if (free(base)) return base;
  let n = 2;
  while (!free(`${base}-${n}`)) n++;
  return `${base}-${n}`;
}

/** Undefined for an address that a server may have; else what is wrong with it. */
export function checkUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:")
    return l10n.t(
      "An address that begins with http:// or https://, for example http://127.0.0.1:8080/v1.",
    );
  if (url.username !== "" || url.password !== "")
    return l10n.t(
      "The key does not belong into the address: it is asked for next, and kept in the editor's own store.",
    );
  return undefined;
}
