import type { Folder } from "../../../files/folder";
import type { RunLineUnion } from "../../../protocol/runProtocol";
import { Masks } from "../../../protocol/steering";
import type { Mask } from "../../../protocol/steering";
import { RUN_NAMES } from "../runPaths";
import { loadBeside } from "./loadBeside";

/** Two hundred masks take a tenth of it. */
const MAX_BYTES = 1e6;

/** The masks that count from a line of the journal on; undefined: it says nothing of them. */
export function masksOf(line: RunLineUnion): readonly Mask[] | undefined {
  if (line.type === "run-start") return line.request.masks ?? [];
  if (line.type !== "steer" || line.message.type !== "mask") return undefined;
  return line.refused === undefined ? line.message.masks : undefined;
}

/** Writes the masks beside the mockup in a run's folder, for people and for `--mask`. @throws as {@link Folder.write}. */
export async function keepMasks(folder: Folder, masks: readonly Mask[]): Promise<void> {
  await folder.write(RUN_NAMES.masks, `${JSON.stringify(masks, null, 2)}\n`);
}

/** The masks beside the mockup of a run; undefined: there are none, or they cannot be read. */
export function loadMasks(runDir: string): Promise<readonly Mask[] | undefined> {
  return loadBeside(runDir, RUN_NAMES.masks, { schema: Masks, maxBytes: MAX_BYTES });
}
