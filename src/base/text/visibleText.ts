/**
 * What a terminal, an editor or a browser acts on instead of showing it: control characters but tabs and ends of lines; what separates
 * lines where nobody expects it; what turns the direction of the text after it; what is never shown at all (tags).
 */
const UNSEEN =
  /(?![\t\n])[\p{Cc}\u2028\u2029\u061c\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

/**
 * A text from outside (of a page, a model, a file's name) so that it can be printed: each character of that kind as its escape, which
 * in JSON stands for the very same character.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, escapeUnits);
}

/** The same in one line: a file's name, say, cannot pose as the next line of what is printed. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/[\t\n]/g, escapeUnits);
}

/** The same, further lines indented, so that none of them looks like one of ours. */
export function visibleLines(text: string): string {
  return visibleText(text).replaceAll("\n", "\n  ");
}

/** "\u001b" as people, and JSON, write it. */
function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}
