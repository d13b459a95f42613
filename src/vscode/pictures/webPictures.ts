import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isAbort } from "../../base/async";
import { MockloopError } from "../../base/errors";
import { nameOfWebPicture, parseWebAddress } from "../../mockup/webAddress";
import { decide } from "../../policy/decide";
import { isLoopback } from "../../policy/isLoopback";
import type { PlannedCall } from "../../policy/plannedCall";
import type { EngineClient } from "../engine/engineClient";
import type { Permissions } from "../permissions/permissions";
import { toAbortSignal } from "../runs/progress";
import type { MockupInput } from "../runs/mockupInput";
import { readPolicy } from "../settings";

const TOOL = "fetch_picture";
/** Hosts that may lead on to one another. */
const MOST_HOSTS = 4;

/** Pictures of the web: each host is decided by the policy before anything is asked of it. */
export class WebPictures {
  private asked = 0;

  constructor(
    private readonly engine: Pick<EngineClient, "ask">,
    private readonly permissions: Pick<Permissions, "ask">,
  ) {}

  /** A mockup of this address. Its host is decided now; it is fetched with the run's folder. @throws MockloopError when it may not be. */
  async open(address: string): Promise<MockupInput> {
    const url = parseWebAddress(address);
    await this.allow(url, isLoopback(url.href));
    const name = nameOfWebPicture(url);
    const fetchInto = (runDir: string): Promise<string> =>
      this.fetch(url, runDir, name).catch((error: unknown) => {
        throw isAbort(error) ? refusal(url, l10n.t("it was stopped")) : error;
      });
    return { kind: "web", name, fetchInto };
  }

  private async fetch(from: URL, runDir: string, name: string): Promise<string> {
    const location = vscode.ProgressLocation.Notification;
    const title = l10n.t("Mockloop: fetching {0} from {1}", name, from.host);
    const options = { location, title, cancellable: true };
    return vscode.window.withProgress(options, async (_, token) => {
      const signal = toAbortSignal(token);
      let url = from;
      for (let hosts = 0; hosts < MOST_HOSTS; hosts++) {
        const question = { type: "fetch-picture", url: url.href, runDir, name } as const;
        const { fetched } = await this.engine.ask(question, () => undefined, signal);
        if (fetched.kind === "file") return fetched.path;
        url = parseWebAddress(fetched.url);
        // A stranger named this one: also this machine's own servers are asked for.
        await this.allow(url, false, signal);
      }
      throw new MockloopError(
        "MOCKUP_NOT_FOUND",
        l10n.t("{0} leads from one host to the next.", from.host),
      );
    });
  }

  /** @throws MockloopError BAD_OPTION when a policy or the person says no. */
  private async allow(
    url: URL,
    isOwnHost: boolean,
    signal = new AbortController().signal,
  ): Promise<void> {
    const { host } = url;
    const call: PlannedCall = { tool: TOOL, effect: "network", paths: [], host, isOwnHost };
    const { action, rule } = decide(readPolicy(), call);
    if (action === "deny") throw refusal(url, rule);
    if (action === "allow") return;
    const question = {
      ...{ id: `picture-${++this.asked}`, tool: TOOL, effect: "network" as const },
      ...{ paths: [], host, summary: l10n.t("A picture is to be fetched from {0}", host) },
      scopes: ["once", "session", "workspace", "always"] as const,
    };
    if ((await this.permissions.ask({ question }, signal)).allow) return;
    throw refusal(url, l10n.t("it was not allowed"));
  }
}

function refusal({ host }: URL, why: string): MockloopError {
  return new MockloopError("BAD_OPTION", l10n.t("Nothing was fetched from {0}: {1}.", host, why));
}
