import { basename } from "node:path";
import { EngineError } from "../bridge/bridge";
import { readGguf } from "./readGguf";
import type { GgufFacts } from "./readGguf";

/**
 * Reads the header of a text model, which may be split: `paths` are its parts in their order, the first with all that is said of the
 * model. The sizes are those of all parts.
 *
 * @throws EngineError MODEL_LOAD when a part is missing, broken, or of another model.
 */
export async function readTextModel(paths: readonly string[]): Promise<GgufFacts> {
  const [first, ...others] = await Promise.all(paths.map(readGguf));
  if (!first) throw new EngineError("MODEL_LOAD", "no file was named");
  for (const [index, { path, partCount, partIndex }] of [first, ...others].entries())
    if (partCount !== paths.length || partIndex !== index)
      throw new EngineError(
        "MODEL_LOAD",
        describeWrongPart(path, partIndex, partCount, paths.length),
      );
  const sum = (pick: (facts: GgufFacts) => number): number =>
    others.reduce((total, facts) => total + pick(facts), pick(first));
  const cut = others.find(({ fileBytes, neededBytes }) => fileBytes < neededBytes);
  // The first is checked with all others' sizes; one of those that is cut short is named.
  if (cut) return cut;
  return {
    ...first,
    fileBytes: sum(({ fileBytes }) => fileBytes),
    neededBytes: sum(({ neededBytes }) => neededBytes),
  };
}

function describeWrongPart(path: string, index: number, count: number, named: number): string {
  const name = basename(path);
  if (count === 1) return `${name} is a whole model, and no part of one`;
  if (named === 1)
    return `${name} is part ${index + 1} of ${count} of a split model, and its name does not say so: give it the name it was published with, beside the others`;
  return `${name} is part ${index + 1} of ${count}, which does not go with the other parts`;
}
