import { sharedPart, withUnknown } from "./alignTexts";
import { chooseReading } from "./chooseReading";
import type { Reading } from "../textReader";

/** What two readers together make of a line. */
export interface Weighed {
  readonly text: string;
  /** 0–1. */
  readonly confidence: number;
  /** What else it may say, the likelier first. */
  readonly others: readonly string[];
  /** Whether both read the same letters; undefined where only one of them read the line. */
  readonly agreed: boolean | undefined;
  /** Where they did not: the share of its letters, 0–1, that both readers read. */
  readonly common?: number;
}

/** More readings of one line are never all worth a look. */
const MOST_OTHERS = 3;
/** A reading with less weight, of 2 for two sure readers, is noise. */
const LEAST_WEIGHT = 0.15;
/** How fast readings lose what they say for one another, as a power of what they have in common. */
const NEARLY = 4;
/** What is left of a reader's confidence when the other one contradicts. */
const CONTRADICTED = 0.9;

/**
 * Puts the readings of two readers together; at least one reading is needed. Where both read the same letters that is what
 * stands there, spaced as the first has it. Where they do not, the reading with the most confidence behind it is put forward,
 * each reader counting the same however often it read; what it really says is for the ink to decide.
 *
 * @param knows Whether the second reader can read a character: that it left out a sign it does not know says nothing.
 */
export function weighReadings(
  first: readonly Reading[],
  checks: readonly Reading[],
  knows: (character: string) => boolean = () => true,
): Weighed {
  const mine = first.length > 0 ? chooseReading(first) : undefined;
  const second = checks.map((reading) =>
    mine ? { ...reading, text: withUnknown(reading.text, mine.text, knows) } : reading,
  );
  const theirs = second.length > 0 ? chooseReading(second) : undefined;
  const best = mine ?? theirs;
  if (!best) throw new RangeError("weighReadings needs at least one reading.");
  if (!mine || !theirs) return { ...best, others: [], agreed: undefined };
  if (lettersOf(mine.text) === lettersOf(theirs.text)) {
    const others = isSameText(mine.text, theirs.text) ? [] : [theirs.text];
    return {
      text: mine.text,
      confidence: Math.max(mine.confidence, theirs.confidence),
      others,
      agreed: true,
    };
  }
  const ranked = rank(first, second);
  const text = ranked[0] ?? best.text;
  const reader = first.some((one) => isSameText(one.text, text)) ? mine : theirs;
  return {
    text,
    confidence: CONTRADICTED * reader.confidence,
    others: ranked.slice(1, 1 + MOST_OTHERS),
    agreed: false,
    common: sharedPart(mine.text, theirs.text),
  };
}

/**
 * The different texts that were read, the weightiest first. What was read nearly so speaks for a text, too: of a long line hardly two
 * readings are the same, and those that differ in a letter have more in common than either has with a wrong one.
 */
function rank(first: readonly Reading[], second: readonly Reading[]): string[] {
  const groups = new Map<string, { readonly text: string; weight: number }>();
  for (const readings of [first, second])
    for (const { text, confidence } of readings) {
      if (text === "") continue;
      const group = groups.get(plainOf(text)) ?? { text, weight: 0 };
      group.weight += confidence / readings.length;
      groups.set(plainOf(text), group);
    }
  const all = [...groups.values()];
  const support = new Map(
    all.map(({ text }) => [
      text,
      all.reduce((sum, other) => sum + other.weight * sharedPart(text, other.text) ** NEARLY, 0),
    ]),
  );
  return all
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .sort((a, b) => (support.get(b.text) ?? 0) - (support.get(a.text) ?? 0))
    .map(({ text }) => text);
}

/** Whether two texts are one, give or take the forms of quotes and dashes. */
export function isSameText(a: string, b: string): boolean {
  return plainOf(a) === plainOf(b);
}

function lettersOf(text: string): string {
  return plainOf(text).replace(/\s+/g, "");
}

function plainOf(text: string): string {
  return text
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]|''/g, '"')
    .replace(/[–—−]/g, "-")
    .replace(/…/g, "...")
    .replace(/[•∙]/g, "·");
}
