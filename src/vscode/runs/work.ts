import { basename } from "node:path";
import * as Type from "typebox";
import { matches, unknownOr, type Shape } from "../../base/schema";
import type { RunIteration, RunState } from "./runState";

/** Where a marker holds the place of code on its way. Plain data, so that it outlives the window. */
const markerPlaceSchema = Type.Object({
  /** The document's URI. */
  document: Type.String(),
  marker: Type.String(),
});
export type MarkerPlace = Shape<typeof markerPlaceSchema>;

/** One mockup and everything that was run for it. Changed by `Works` alone. */
export interface Work {
  readonly id: string;
  /** The mockup's URI; undefined for a picture that was dropped or pasted as data. */
  readonly source: string | undefined;
  /** The file the engine reads. */
  readonly mockupPath: string;
  /** The files of further mockups of the same page, at other widths; mostly none. */
  readonly furtherPaths: readonly string[];
  /** The first run's folder, then one for each refinement. */
  readonly runDirs: string[];
  place: MarkerPlace | undefined;
  state: RunState;
}

/** What is remembered of a {@link Work} when the window closes; its journals hold the rest. */
const workRecordSchema = Type.Object({
  id: Type.String(),
  source: unknownOr(Type.String()),
  mockupPath: Type.String(),
  furtherPaths: Type.Optional(Type.Array(Type.String())),
  runDirs: Type.Array(Type.String()),
  /** Ordinal of the iteration a person chose. */
  chosen: unknownOr(Type.Number()),
  place: unknownOr(markerPlaceSchema),
  /** What a person called it. */
  name: unknownOr(Type.String()),
});
export type WorkRecord = Shape<typeof workRecordSchema>;

/** The folder of the run that an iteration came from; undefined when that run is none of this work's. */
export function findRunDir(
  work: Work,
  { runFolder }: Pick<RunIteration, "runFolder">,
): string | undefined {
  return work.runDirs.find((runDir) => basename(runDir) === runFolder);
}

export function toRecord(work: Work): WorkRecord {
  const { id, source, mockupPath, furtherPaths, runDirs, place, state } = work;
  const { chosen, givenName: name } = state;
  const paths = { mockupPath, ...(furtherPaths.length > 0 && { furtherPaths: [...furtherPaths] }) };
  return { id, source, ...paths, runDirs: [...runDirs], chosen, place, name };
}

/** Reads remembered records; what is none is passed over. */
export function parseRecords(value: unknown): readonly WorkRecord[] {
  return Array.isArray(value) ? value.filter((record) => matches(workRecordSchema, record)) : [];
}
