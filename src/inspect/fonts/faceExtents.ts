import type { Face, FontProbe } from "../../fonts/fontProbe";
import type { FaceExtent } from "../inspection";
import { TRIALS } from "./tuning";

/** The extents of faces by what {@link faceKey} says, one call for all. Browsers round them to whole px, so a huge size is measured. */
export async function measureExtents(
  faces: Iterable<Face>,
  probe: FontProbe,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, FaceExtent>> {
  const distinct = [...new Map([...faces].map((face) => [faceKey(face), face])).values()];
  if (distinct.length === 0) return new Map();
  const sizePx = TRIALS.extentsAtPx;
  const measured = await probe.measure(
    distinct.map((face) => ({ text: "", face, sizePx, letterSpacingPx: 0 })),
    signal,
  );
  return new Map(
    distinct.flatMap((face, i) => {
      const metrics = measured[i];
      if (!metrics) return [];
      const { fontAscent, fontDescent } = metrics;
      return [[faceKey(face), { ascent: fontAscent / sizePx, descent: fontDescent / sizePx }]];
    }),
  );
}

/** Equal for equal faces. */
export const faceKey = ({ family, weight, italic }: Face): string =>
  `${family} ${weight} ${italic ? "italic" : "upright"}`;
