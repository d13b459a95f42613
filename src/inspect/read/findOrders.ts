import type { InspectionNotice, TextLine } from "../inspection";

/**
 * What text looks like that is meant for a model and not for people: marks of chat templates, also as a reader of pictures takes them
 * in (a bar read as l, I or !); words that set instructions aside; names of tools and places that no page shows its readers by chance.
 */
const ORDERS: readonly RegExp[] = [
  /<\s?[|lI!]\s?\/?[a-z_]{3,40}\s?[|lI!]\s?>/i,
  /<\/?\s?(?:tool_call|tool_response|tool_result|function_calls?|think|system|arg_key|arg_value|start_of_turn|end_of_turn)\s?>/i,
  /\[\/?INST\]|<<\/?SYS>>|\[[gs]MASK\]/,
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:previous|prior|above|earlier|your|all|these|any|the)\b[^.]{0,30}\b(?:instructions?|prompts?|rules|guidelines|orders|task)\b/i,
  /\b(?:reveal|print|repeat|show)\b[^.]{0,30}\b(?:system|hidden|initial) prompt\b/i,
  /\b(?:new|updated|hidden|secret) instructions? (?:for|to) (?:the |an? )?(?:ai|assistant|model|agent)\b/i,
  /\b(?:call|use|run|invoke)\b[^.]{0,30}\b(?:write|edit|read)_file\b/i,
  /\b(?:write|read|open|send|upload|overwrite|delete)\b[^.]{0,60}(?:\.\.\/\.\.\/|\.ssh\/|authorized_keys|\/etc\/(?:passwd|shadow)|\bid_rsa\b)/i,
  /\b(?:fetch|download|visit|request|post)\s+https?:\/\/\S+[^.]{0,40}\b(?:then|and) (?:run|execute|send|follow)\b/i,
  /\b(?:fetch|curl|wget)\s+https?:\/\/\S+\s*\|\s*(?:ba|z)?sh\b/i,
];

/** Longer texts are cut where they are quoted. Characters. */
const MAX_QUOTE = 80;
/** As much is searched. Characters. */
const MAX_TEXT = 100_000;

/**
 * A notice for people where a mockup holds text that looks like instructions to a model; undefined: none. Such text is drawn as all
 * other text is, and nothing more comes of it: whoever asked for the page should know that somebody may have tried.
 */
export function findOrders(lines: readonly TextLine[]): InspectionNotice | undefined {
  // A sentence may go over several lines.
  const starts: number[] = [];
  let all = "";
  for (const { text } of lines) {
    starts.push(all.length);
    all += `${text} `;
  }
  all = all.slice(0, MAX_TEXT);
  const [first] = ORDERS.map((order) => order.exec(all))
    .filter((match) => match !== null)
    .sort((a, b) => a.index - b.index);
  const line = lines[starts.findLastIndex((start) => start <= (first?.index ?? -1))];
  if (!first || !line) return undefined;
  const [words] = first;
  const quote = words.length > MAX_QUOTE ? `${words.slice(0, MAX_QUOTE)}…` : words;
  const place = `at (${Math.round(line.box.x)}, ${Math.round(line.box.y)})`;
  return {
    stage: "orders",
    region: line.box,
    message: `The mockup contains text that looks like instructions to a model ${place}: ${JSON.stringify(quote)}. It is drawn as text and not followed.`,
  };
}
