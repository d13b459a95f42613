import { isAbort } from "../../base/async";
import type { Attempts, InspectStage } from "../attempts";
import { unite, type Bounds } from "../../base/bounds";
import type { LineImage, Reading, TextReader } from "./textReader";

/** A line as the reader sees it, and where it stands: device px. */
export interface Readable {
  readonly image: LineImage;
  readonly region: Bounds;
}

/** After so many failed calls the engine is taken for broken. One odd line among a thousand fails ten. */
const MAX_FAILURES = 12;

/**
 * Reads lines; undefined for those that could not be. When the reader fails, the batch is halved until the lines it cannot
 * stand are alone; only these are given up. @throws AbortError
 */
export async function readBatch(
  lines: readonly Readable[],
  reader: TextReader,
  attempts: Attempts,
  signal?: AbortSignal,
  stage: InspectStage = "reading",
): Promise<(Reading | undefined)[]> {
  let failures = 0;
  let last: unknown;
  const readPart = async (part: readonly Readable[]): Promise<(Reading | undefined)[]> => {
    const [first, ...rest] = part;
    if (!first) return [];
    if (failures < MAX_FAILURES)
      try {
        const readings = await reader.read(
          part.map(({ image }) => image),
          signal,
        );
        return part.map((_, i) => readings[i]);
      } catch (error) {
        failures++;
        last = error;
        const half = part.length >> 1;
        if (half > 0 && !isAbort(error))
          return [...(await readPart(part.slice(0, half))), ...(await readPart(part.slice(half)))];
      }
    const region = rest.reduce<Bounds>((sum, line) => unite(sum, line.region), first.region);
    attempts.miss(stage, region, last);
    return part.map(() => undefined);
  };
  return readPart(lines);
}
