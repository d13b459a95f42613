/** The parts of a CSS value that blanks divide, those in brackets together: "1px max(2px, 3px)" → two. */
export function splitValue(value: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const sign of value) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === " " && depth === 0) {
      parts.push(part);
      part = "";
    } else part += sign;
  }
  return [...parts, part].filter((one) => one !== "");
}

/** A value between a class's brackets, where blanks are underscores and none stand around commas or signs of arithmetic. */
export function arbitrary(value: string): string {
  const tight = value
    // A class stands in quotes itself.
    .replace(/url\("([^"]*)"\)/g, "url($1)")
    .replace(/,\s+/g, ",")
    .replaceAll("_", "\\_")
    .replace(/(?<=\([^()]*\d(?:px|%|rem|em)?) ([-+*/]) (?=[\d(])/g, "$1");
  return `[${tight.replaceAll(" ", "_")}]`;
}
