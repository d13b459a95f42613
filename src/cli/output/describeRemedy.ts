import { tellFailures } from "../../base/errors";
import type { Remedy } from "../../base/remedy";

/** What can be done about a failure, in the command line's words: a sentence. */
export function describeRemedy(remedy: Remedy): string {
  switch (remedy.kind) {
    case "resume":
      return "`mockloop resume` on the run's folder goes on from its best iteration.";
    case "new-run":
      return "Start a new run with `mockloop generate`.";
    case "choose-run":
      return "Give the folder that `mockloop generate` printed.";
    case "choose-model":
      return "`mockloop models list` shows what is installed and what can be downloaded.";
    case "download-model":
      return `\`mockloop models pull ${remedy.id}\` downloads it.`;
    case "verify-model":
      return "`mockloop models verify` says which files are damaged.";
    case "remove-model":
      return `\`mockloop models remove ${remedy.id}\` gets rid of it.`;
    case "name-model":
      return `If you know the file, add \`${describeFiles(remedy)}\`; any other --model will do as well.`;
    case "add-backend":
      return `\`mockloop backends add ${remedy.id}\` downloads ${remedy.libraries}.`;
    case "other-registry":
      return `\`mockloop backends add ${remedy.id} --registry URL\` takes them from another npm registry.`;
    case "get-bridge":
      return describeBridge(remedy);
    case "name-browser":
      return "Another browser can be named with --browser or the environment variable CHROME_PATH.";
    case "set-option":
      return remedy.value === undefined
        ? `Leave --${remedy.option} out.`
        : `Use \`--${remedy.option} ${remedy.value}\`.`;
    case "name-server":
      return `If you trust it, add \`--model ${JSON.stringify(remedy.model)}\`; any other --model will do as well.`;
    case "name-components":
      return `If you know the file, add \`--components ${JSON.stringify(remedy.file)}\`; another one of the same components will do as well.`;
    case "allow-host":
      return `\`--allow-host ${remedy.host}\` allows it for one command, \`mockloop servers allow ${remedy.host}\` for good.`;
    case "check-machine":
      return "`mockloop doctor` says why.";
  }
}

function describeFiles({ model, mmproj }: Extract<Remedy, { kind: "name-model" }>): string {
  const text = `--model ${JSON.stringify(model)}`;
  return mmproj === undefined ? text : `${text} --mmproj ${JSON.stringify(mmproj)}`;
}

function describeBridge(remedy: Extract<Remedy, { kind: "get-bridge" }>): string {
  const { state, canBuild, platform } = remedy;
  if (canBuild)
    return state === "missing"
      ? "Run `npm run build:native` (git, cmake, ninja or make, and a C++ compiler are needed)."
      : "Run `npm run build:native -- --force`.";
  return state === "missing"
    ? `Install the Mockloop package made for ${platform}, which brings it.`
    : `Install the Mockloop package made for ${platform} again.`;
}

export const { withRemedy, describeThrown } = tellFailures(describeRemedy);
