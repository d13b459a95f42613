import { describeModelRef } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import { formatScore, formatShare } from "../../protocol/views/measures";
import type { BatchResult } from "../ledger/batchLines";
import { aggregate } from "../summary/aggregate";
import type { Aggregate } from "../summary/aggregate";

/** What one model came to on a set of mockups. */
export interface ModelRow {
  /** For people. */
  readonly model: string;
  /** The folder of its runs, below the comparison's. */
  readonly folder: string;
  readonly mockups: number;
  readonly all: Aggregate;
  /** Places in them are below `folder`. */
  readonly results: readonly BatchResult[];
}

export function createModelRow(
  model: ModelRef,
  folder: string,
  mockups: number,
  results: readonly BatchResult[],
): ModelRow {
  return { model: describeModelRef(model), folder, mockups, all: aggregate(results), results };
}

/** A column of the table that models are compared in. */
export interface ModelColumn {
  readonly name: string;
  /** What it is, in a sentence. */
  readonly words: string;
  readonly read: (row: ModelRow) => string;
}

const formatMean = (value: number | null): string => formatScore(value ?? undefined);
const formatPart = (value: number | null): string => (value === null ? "–" : formatShare(value));

/** All of them, in the order they are shown. */
export const MODEL_COLUMNS: readonly ModelColumn[] = [
  {
    name: "done",
    words: "Runs that ended by themselves, of all mockups.",
    read: ({ all, mockups }) => `${all.done}/${mockups}`,
  },
  {
    name: "draft",
    words: "Mean fidelity of each run's first iteration, 0–1.",
    read: ({ all }) => formatMean(all.draft),
  },
  {
    name: "best",
    words: "Mean fidelity of each run's best iteration, 0–1.",
    read: ({ all }) => formatMean(all.fidelity),
  },
  {
    name: "better",
    words: "Of the iterations after the first, those that became the best.",
    read: ({ all }) => formatPart(all.improved),
  },
  {
    name: "calls",
    words: "Tool calls that did what they were to do.",
    read: ({ all }) => formatPart(all.validCalls),
  },
  {
    name: "tokens in",
    words: "Prompt tokens a mockup, those from a cache included.",
    read: (row) => perMockup(row, row.all.promptTokens).toFixed(0),
  },
  {
    name: "cached",
    words: "Of the prompt tokens, those that came from a cache.",
    read: ({ all }) =>
      formatPart(all.promptTokens === 0 ? null : all.cachedTokens / all.promptTokens),
  },
  {
    name: "out",
    words: "Output tokens a mockup.",
    read: (row) => perMockup(row, row.all.outputTokens).toFixed(0),
  },
  {
    name: "seconds",
    words: "Seconds a mockup, from reading it to the report; runs side by side slow each other.",
    read: (row) => perMockup(row, row.all.ms / 1000).toFixed(1),
  },
  {
    name: "code",
    words: "Mean score of the best iterations' code, 0–1.",
    read: ({ all }) => formatMean(all.code),
  },
];

const perMockup = ({ results }: ModelRow, sum: number): number =>
  results.length === 0 ? 0 : sum / results.length;
