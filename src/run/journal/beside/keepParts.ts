import type { Folder } from "../../../files/folder";
import type { RunLineUnion } from "../../../protocol/runProtocol";
import { Masks, Pins } from "../../../protocol/steering";
import type { MarkedParts, Part } from "../../../protocol/steering";
import { RUN_NAMES } from "../runPaths";
import { loadBeside } from "./loadBeside";

/** What is kept beside the mockup, by its file's name in {@link RUN_NAMES}. */
export type KindOfParts = keyof MarkedParts;
export const KINDS_OF_PARTS: readonly KindOfParts[] = ["masks", "pins"];
const SCHEMAS = { masks: Masks, pins: Pins };

/** Two hundred masks take a tenth of it. */
const MAX_BYTES = 1e6;

/** The masks and pins that count from a line of the journal on; undefined: it says nothing of them. */
export function partsOf(line: RunLineUnion): Partial<MarkedParts> | undefined {
  if (line.type === "run-start") return { masks: [], pins: [], ...partsAsked(line.request) };
  if (line.type !== "steer" || line.refused !== undefined) return undefined;
  return line.message.type === "mask" || line.message.type === "pin"
    ? partsAsked(line.message)
    : undefined;
}

const partsAsked = ({ masks, pins }: Partial<MarkedParts>): Partial<MarkedParts> => ({
  ...(masks && { masks }),
  ...(pins && { pins }),
});

/** Writes parts beside the mockup in a run's folder, for people and for `--mask` and `--pin`. @throws as {@link Folder.write}. */
export async function keepParts(
  folder: Folder,
  kind: KindOfParts,
  parts: readonly Part[],
): Promise<void> {
  await folder.write(RUN_NAMES[kind], `${JSON.stringify(parts, null, 2)}\n`);
}

/** The parts beside the mockup of a run; undefined: there are none, or they cannot be read. */
export function loadParts(runDir: string, kind: KindOfParts): Promise<readonly Part[] | undefined> {
  return loadBeside(runDir, RUN_NAMES[kind], { schema: SCHEMAS[kind], maxBytes: MAX_BYTES });
}
