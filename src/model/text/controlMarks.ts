/** What breaks a mark: it has no width, and no tokenizer takes the rest for the mark any more. */
const wordJoiner = "\u2060";

/**
 * What follows the first character of a mark with which GLM, or another model of the presets, structures a transcript. A
 * tokenizer turns such text into the mark itself, wherever it stands.
 */
const rest = {
  "<": [
    String.raw`\|[a-z0-9_]+\|>`, // GLM, Qwen: <|user|>, <|im_start|>
    String.raw`\|(?:[a-z_]+|"\|)>`, // Gemma 4: <|turn>, <|"|>
    String.raw`[a-z_]+\|>`, // Gemma 4: <turn|>
    String.raw`\/?(?:think|tools|tool_call|tool_response|arg_key|arg_value)>`,
    String.raw`\/?(?:function|parameter)=`, // Qwen's calls
    String.raw`(?:sop|eop|bos|eos|start_of_turn|end_of_turn)>`,
  ].join("|"),
  "[": String.raw`[gs]?MASK\]`,
  "/": "nothink",
};

const patterns = (between: string): RegExp =>
  new RegExp(
    Object.entries(rest)
      .map(([first, following]) => `(?<=\\${first})${between}(?=${following})`)
      .join("|"),
    "g",
  );

const places = patterns("");
const broken = patterns(wordJoiner);

/** Breaks every mark in a text, so that it cannot pose as the transcript's own structure. */
export function breakMarks(text: string): string {
  return text.replaceAll(places, wordJoiner);
}

/**
 * Breaks every mark in the strings of a JSON text, names of fields included, however they are escaped. What holds none keeps its bytes;
 * so does what is no JSON, but for the marks that stand in it.
 */
export function breakMarksInJson(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    const safe = JSON.stringify(mapStrings(value, breakMarks));
    return safe === JSON.stringify(value) ? json : safe;
  } catch {
    // Cut off, or nested beyond all measure.
    return breakMarks(json);
  }
}

/** A JSON value with every string in it changed, names of fields included. */
function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), mapStrings(item, change)]),
  );
}

/** Undoes {@link breakMarks} in what a model copied from such a text. */
export function restoreMarks(text: string): string {
  return text.replaceAll(broken, "");
}
