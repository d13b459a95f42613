import type { Reading } from "../textReader";

/**
 * The reading that most attempts agree on; among equals the surest. Agreement raises the confidence, disagreement
 * lowers it. At least one reading is needed.
 */
export function chooseReading(readings: readonly Reading[]): Reading {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings)
    groups.set(reading.text, [...(groups.get(reading.text) ?? []), reading]);
  const ranked = [...groups.values()].sort((a, b) => weightOf(b) - weightOf(a));
  const winners = ranked[0];
  if (!winners) throw new RangeError("chooseReading needs at least one reading.");
  const surest = winners.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  if (readings.length === 1) return surest;
  const agreement = winners.length / readings.length;
  const confidence =
    agreement === 1
      ? 1 - (1 - surest.confidence) / 2
      : surest.confidence * (winners.length > 1 ? 0.95 : 0.8);
  return { ...surest, confidence };
}

/** The sum of confidences, so that two doubtful readings that agree outweigh a sure one. */
function weightOf(readings: readonly Reading[]): number {
  return readings.reduce((sum, reading) => sum + (reading.text === "" ? 0 : reading.confidence), 0);
}
