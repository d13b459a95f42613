import * as l10n from "@vscode/l10n";
import { tellFailures } from "../base/errors";
import type { Remedy } from "../base/remedy";
import { COMMANDS } from "./contributions";

/** What can be done about a failure, in the editor's words: a sentence. */
export function describeRemedy(remedy: Remedy): string {
  switch (remedy.kind) {
    case "resume":
      return l10n.t("“Refine further” goes on from the best iteration.");
    case "new-run":
    case "choose-run":
    case "name-components":
      return l10n.t("Generate the code again.");
    case "choose-model":
      return l10n.t("“Mockloop: Choose model” shows what is installed and what can be downloaded.");
    case "download-model":
      return l10n.t("“Mockloop: Choose model” downloads it.");
    case "verify-model":
      return l10n.t("“Mockloop: Choose model” says which files are damaged.");
    case "remove-model":
      return l10n.t("The bin in “Mockloop: Choose model” gets rid of it.");
    case "name-model":
      return l10n.t(
        "Choose the file yourself in “Mockloop: Choose model”, if you know it, or another model.",
      );
    case "add-backend":
      return l10n.t("“Mockloop: Choose model” downloads {0}.", remedy.libraries);
    case "other-registry":
      return l10n.t(
        "The command line can take them from another npm registry: `mockloop backends add {0} --registry URL`.",
        remedy.id,
      );
    case "get-bridge":
      return describeBridge(remedy);
    case "name-browser":
      return l10n.t("Another browser can be named in the setting “mockloop.browserPath”.");
    case "set-option":
      return remedy.value === undefined
        ? l10n.t("Leave the setting “mockloop.{0}” empty.", remedy.option)
        : l10n.t("Set “mockloop.{0}” to “{1}”.", remedy.option, remedy.value);
    case "name-server":
      return l10n.t(
        "Choose the server yourself in “Mockloop: Choose model”, if you trust it, or another model.",
      );
    case "allow-host":
      return l10n.t(
        "Generate again and allow {0} when you are asked, or choose a model of this computer.",
        remedy.host,
      );
    case "check-machine":
      return l10n.t("“Mockloop: Check this machine” says why.");
  }
}

/** An installed extension cannot build the bridge, and its user may not have heard of a checkout. */
function describeBridge({
  state,
  canBuild,
  platform,
}: Extract<Remedy, { kind: "get-bridge" }>): string {
  if (canBuild) {
    const command =
      state === "missing" ? "npm run build:native" : "npm run build:native -- --force";
    return l10n.t(
      "Install the Mockloop package made for {0}, or build the vision bridge in the checkout with “{1}”.",
      platform,
      command,
    );
  }
  return state === "missing"
    ? l10n.t("Install the Mockloop package made for {0}, which brings it.", platform)
    : l10n.t("Install the Mockloop package made for {0} again.", platform);
}

/** A button that does it, with its command; undefined: there is none for it. */
export function findRemedyButton(
  remedy: Remedy | undefined,
): { readonly label: string; readonly command: string } | undefined {
  switch (remedy?.kind) {
    case "resume":
      return { label: l10n.t("Refine further"), command: COMMANDS.refine };
    case "choose-model":
    case "download-model":
    case "verify-model":
    case "remove-model":
    case "name-model":
    case "name-server":
    case "add-backend":
    case "get-bridge":
      return { label: l10n.t("Choose Model"), command: COMMANDS.chooseModel };
    case "name-browser":
    case "check-machine":
      return { label: l10n.t("Check This Machine"), command: COMMANDS.doctor };
    case "new-run":
    case "choose-run":
    case "name-components":
    case "other-registry":
    case "set-option":
    case "allow-host":
    case undefined:
      return undefined;
  }
}

export const { withRemedy, describeThrown } = tellFailures(describeRemedy);
