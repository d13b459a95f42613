import type { Draft, TextStyle } from "./draft";

/** The family and colour that most characters of the page have. */
export function commonStyle({ blocks }: Draft): Pick<TextStyle, "family" | "color"> {
  const counts = new Map<string, { count: number; style: TextStyle }>();
  for (const { style, lines } of blocks) {
    const key = `${style.family} ${style.color.join()}`;
    const entry = counts.get(key) ?? { count: 0, style };
    entry.count += lines.reduce((sum, line) => sum + line.text.length, 0);
    counts.set(key, entry);
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most?.style ?? { family: "sans-serif", color: [0, 0, 0] };
}
