/**
 * A sentence of the core as the editor says it: what the command line calls `mockloop models …` is the command "Choose model"
 * here.
 */
export function toEditorWords(sentence: string): string {
  return sentence
    .replaceAll(/`mockloop models [^`]*`/g, "“Mockloop: Choose model”")
    .replaceAll(/`mockloop backends ([^`]*)`/g, "the command line's `mockloop backends $1`")
    .replaceAll(/`mockloop doctor[^`]*`/g, "“Mockloop: Check this machine”");
}
