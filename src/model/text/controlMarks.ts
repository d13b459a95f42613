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

/** Undoes {@link breakMarks} in what a model copied from such a text. */
export function restoreMarks(text: string): string {
  return text.replaceAll(broken, "");
}
