import { tellFailures } from "../base/errors";
import type { Remedy } from "../base/remedy";
import { COMMANDS } from "./contributions";

const CHOOSE = "“Mockloop: Choose model”";

/** What can be done about a failure, in the editor's words: a sentence. */
export function describeRemedy(remedy: Remedy): string {
  switch (remedy.kind) {
    case "resume":
      return "“Refine further” goes on from the best iteration.";
    case "new-run":
    case "choose-run":
      return "Generate the code again.";
    case "choose-model":
      return `${CHOOSE} shows what is installed and what can be downloaded.`;
    case "download-model":
      return `${CHOOSE} downloads it.`;
    case "verify-model":
      return `${CHOOSE} says which files are damaged.`;
    case "remove-model":
      return `The bin in ${CHOOSE} gets rid of it.`;
    case "name-model":
      return `Choose the file yourself in ${CHOOSE}, if you know it, or another model.`;
    case "add-backend":
      return `${CHOOSE} downloads ${remedy.libraries}.`;
    case "other-registry":
      return `The command line can take them from another npm registry: \`mockloop backends add ${remedy.id} --registry URL\`.`;
    case "get-bridge":
      return describeBridge(remedy);
    case "name-browser":
      return "Another browser can be named in the setting “mockloop.browserPath”.";
    case "set-option":
      return remedy.value === undefined
        ? `Leave the setting “mockloop.${remedy.option}” empty.`
        : `Set “mockloop.${remedy.option}” to “${remedy.value}”.`;
    case "name-server":
      return `Choose the server yourself in ${CHOOSE}, if you trust it, or another model.`;
    case "allow-host":
      return `Generate again and allow ${remedy.host} when you are asked, or choose a model of this computer.`;
    case "check-machine":
      return "“Mockloop: Check this machine” says why.";
  }
}

/** An installed extension cannot build the bridge, and its user may not have heard of a checkout. */
function describeBridge({
  state,
  canBuild,
  platform,
}: Extract<Remedy, { kind: "get-bridge" }>): string {
  const install = `Install the Mockloop package made for ${platform}`;
  if (canBuild) {
    const command =
      state === "missing" ? "npm run build:native" : "npm run build:native -- --force";
    return `${install}, or build the vision bridge in the checkout with “${command}”.`;
  }
  return state === "missing" ? `${install}, which brings it.` : `${install} again.`;
}

/** A button that does it, with its command; undefined: there is none for it. */
export function findRemedyButton(
  remedy: Remedy | undefined,
): { readonly label: string; readonly command: string } | undefined {
  switch (remedy?.kind) {
    case "resume":
      return { label: "Refine further", command: COMMANDS.refine };
    case "choose-model":
    case "download-model":
    case "verify-model":
    case "remove-model":
    case "name-model":
    case "name-server":
    case "add-backend":
    case "get-bridge":
      return { label: "Choose Model", command: COMMANDS.chooseModel };
    case "name-browser":
    case "check-machine":
      return { label: "Check This Machine", command: COMMANDS.doctor };
    case "new-run":
    case "choose-run":
    case "other-registry":
    case "set-option":
    case "allow-host":
    case undefined:
      return undefined;
  }
}

export const { withRemedy, describeThrown } = tellFailures(describeRemedy);
