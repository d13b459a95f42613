/**
 * A sentence of the core as the editor says it: what the command line calls `mockloop models …` and `mockloop backends …` is the
 * command "Choose model" here. Only the command line takes other registries.
 */
export function toEditorWords(sentence: string): string {
  return sentence
    .replaceAll(/`mockloop models [^`]*`/g, "“Mockloop: Choose model”")
    .replaceAll(/`mockloop backends[^`]*`/g, (command) =>
      command.includes("--registry") ? `the command line's ${command}` : "“Mockloop: Choose model”",
    )
    .replaceAll(/`mockloop doctor[^`]*`/g, "“Mockloop: Check this machine”");
}
