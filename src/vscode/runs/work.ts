import { basename } from "node:path";
import { isArrayOf, isNumber, isOptional, isShape, isString } from "../../protocol/checkShape";
import type { RunIteration, RunState } from "./runState";

/** Where a marker holds the place of code on its way. Plain data, so that it outlives the window. */
export interface MarkerPlace {
  /** The document's URI. */
  readonly document: string;
  readonly marker: string;
}

/** One mockup and everything that was run for it. Changed by `Works` alone. */
export interface Work {
  readonly id: string;
  /** The mockup's URI; undefined for a picture that was dropped or pasted as data. */
  readonly source: string | undefined;
  /** The file the engine reads. */
  readonly mockupPath: string;
  /** The first run's folder, then one for each refinement. */
  readonly runDirs: string[];
  place: MarkerPlace | undefined;
  state: RunState;
}

/** What is remembered of a {@link Work} when the window closes; its journals hold the rest. */
export interface WorkRecord {
  readonly id: string;
  readonly source?: string | undefined;
  readonly mockupPath: string;
  readonly runDirs: readonly string[];
  /** Ordinal of the iteration a person chose. */
  readonly chosen?: number | undefined;
  readonly place?: MarkerPlace | undefined;
}

const isRecord = isShape<WorkRecord>({
  id: isString,
  source: isOptional(isString),
  mockupPath: isString,
  runDirs: isArrayOf(isString),
  chosen: isOptional(isNumber),
  place: isOptional(isShape<MarkerPlace>({ document: isString, marker: isString })),
});

/** The folder of the run that an iteration came from; undefined when that run is none of this work's. */
export function findRunDir(work: Work, { runFolder }: RunIteration): string | undefined {
  return work.runDirs.find((runDir) => basename(runDir) === runFolder);
}

export function toRecord({ id, source, mockupPath, runDirs, place, state }: Work): WorkRecord {
  return { id, source, mockupPath, runDirs: [...runDirs], chosen: state.chosen, place };
}

/** Reads remembered records; what is none is passed over. */
export function parseRecords(value: unknown): readonly WorkRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
