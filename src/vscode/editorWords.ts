import { platformName } from "../model/llama/bridge/findBridges";

const CHOOSE = "“Mockloop: Choose model”";

/**
 * A sentence of the core as the editor says it: what the command line calls `mockloop models …` and `mockloop backends …` is the
 * command "Choose model" here, `mockloop resume` is the panel's button. Only the command line takes other registries, and only a
 * checkout can build the bridge.
 */
export function toEditorWords(sentence: string): string {
  return sentence
    .replaceAll(
      /(In a checkout, r|\bR|\br)un `(npm run build:native[^`]*)`( \([^)]*\)| again| first|, or install the extension again)?/g,
      (_, start: string, command: string) =>
        `${start === "r" ? "i" : "I"}nstall the Mockloop package made for ${platformName()}, or build the vision bridge in a checkout with “${command}”`,
    )
    .replaceAll(/\brun `mockloop resume[^`]*`( on the run's folder)?/g, "choose “Refine further”")
    .replaceAll(/\bRun `mockloop resume[^`]*`( on the run's folder)?/g, "Choose “Refine further”")
    .replaceAll(/`mockloop resume[^`]*`/g, "“Refine further”")
    .replaceAll(/\brun `mockloop models remove[^`]*`/g, `remove it in ${CHOOSE}`)
    .replaceAll(/\bRun `mockloop models remove[^`]*`/g, `Remove it in ${CHOOSE}`)
    .replaceAll(/`mockloop models remove[^`]*`/g, `the bin in ${CHOOSE}`)
    .replaceAll(/`mockloop models [^`]*`/g, CHOOSE)
    .replaceAll(/`mockloop backends[^`]*`/g, (command) =>
      command.includes("--registry") ? `the command line's ${command}` : CHOOSE,
    )
    .replaceAll(/`mockloop doctor[^`]*`/g, "“Mockloop: Check this machine”");
}
