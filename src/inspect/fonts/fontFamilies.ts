import { FONT_CATALOG } from "../../fonts/fontCatalog";
import type { Face, FontProbe, TextMetrics } from "../../fonts/fontProbe";
import { isPortableFamily } from "../../fonts/fontStack";
import type { InkLine } from "./fontInk";
import { impliedSizes, isConsistent, possibleSizes } from "./fontSizes";
import { letterCount, measureTexts, runTrials, type Trial } from "./fontTrials";

/** Lines that decide about the page's families; more would only repeat them. */
const VOTERS = 14;
/** Wider lines vote with their whole width, which costs more drawing than it tells. CSS px. */
const WIDEST_VOTER = 700;
/** A family beside the page's main one must beat it on a line by this much (and more on few letters) … */
const MARGIN = 0.06;
/** … agree at least this well … */
const CONVINCING = 0.7;
/** … and do so on lines with this many letters together. */
const ENOUGH_LETTERS = 9;
const MAX_FAMILIES = 4;
/** Faces that are tried on a voter though its height speaks against them, for lack of better ones. */
const UNLIKELY_FACES = 8;
/** How far behind the best a family counts on a line that it could not have drawn. */
const IMPOSSIBLE = 0.35;

/** The families a page was drawn with, the main one first; empty when no line is long enough to tell. */
export async function findFamilies(
  lines: readonly InkLine[],
  faces: readonly Face[],
  probe: FontProbe,
  deviceScaleFactor: number,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const voters = chooseVoters(lines);
  const candidates = typicalFaces(faces);
  const table = await measureTexts(
    probe,
    voters.map((line) => line.text),
    candidates,
    signal,
  );
  const trials = voters.flatMap((line, i) =>
    mostConsistent(
      line,
      candidates.map((face, j) => ({ face, metrics: table[i]?.[j] as TextMetrics })),
    ),
  );
  const results = await runTrials(probe, trials, deviceScaleFactor, signal);
  const best = new Map<InkLine, Map<string, number>>();
  for (const { line, setting, score } of results) {
    const scores = best.get(line) ?? new Map<string, number>();
    best.set(line, scores);
    const { family } = setting.face;
    scores.set(family, Math.max(scores.get(family) ?? 0, score + preference(family)));
  }
  return chooseFamilies(best);
}

/** One trial for each face in which the line's width and height fit each other, and for the best of the others. */
function mostConsistent(
  line: InkLine,
  measured: readonly { face: Face; metrics: TextMetrics }[],
): Trial[] {
  const mismatch = (metrics: TextMetrics): number => {
    const { byWidth, byHeight } = impliedSizes(line, metrics);
    return Math.abs(Math.log(byWidth / byHeight));
  };
  const byMismatch = measured
    .filter(({ face }) => face.italic === line.leaning)
    .sort((a, b) => mismatch(a.metrics) - mismatch(b.metrics));
  const consistent = byMismatch.filter(({ metrics }) => isConsistent(line, metrics)).length;
  return byMismatch.slice(0, Math.max(UNLIKELY_FACES, consistent)).flatMap(({ face, metrics }) =>
    possibleSizes(line, metrics)
      .slice(0, 1)
      .map((sizing) => ({ line, metrics, setting: { face, ...sizing } })),
  );
}

/** The family that agrees best over all lines, and those that clearly beat it on lines long enough to tell. */
function chooseFamilies(best: ReadonlyMap<InkLine, ReadonlyMap<string, number>>): string[] {
  const totals = new Map<string, number>();
  const families = new Set([...best.values()].flatMap((scores) => [...scores.keys()]));
  for (const [line, scores] of best) {
    const impossible = Math.max(0, Math.max(...scores.values()) - IMPOSSIBLE);
    for (const family of families) {
      const score = scores.get(family) ?? impossible;
      totals.set(family, (totals.get(family) ?? 0) + score * Math.sqrt(letterCount(line.text)));
    }
  }
  const main = [...totals].sort((a, b) => b[1] - a[1])[0]?.[0];
  if (main === undefined) return [];
  const others = new Map<string, { letters: number; lead: number }>();
  for (const [line, scores] of best) {
    const winner = [...scores].sort((a, b) => b[1] - a[1])[0];
    if (!winner) continue;
    const [family, score] = winner;
    const letters = letterCount(line.text);
    const lead = score - (scores.get(main) ?? 0) - MARGIN - 0.5 / letters;
    if (family === main || score < CONVINCING || lead < 0) continue;
    const so = others.get(family) ?? { letters: 0, lead: 0 };
    others.set(family, { letters: so.letters + letters, lead: so.lead + lead });
  }
  const ranked = [...others]
    .filter(([, { letters }]) => letters >= ENOUGH_LETTERS)
    .sort((a, b) => b[1].lead - a[1].lead)
    .map(([family]) => family);
  return [main, ...ranked].slice(0, MAX_FAMILIES);
}

/** The longest lines, at most three of about the same ink height, so that headings have a say too. */
function chooseVoters(lines: readonly InkLine[]): InkLine[] {
  const width = (line: InkLine): number => line.extents.right - line.extents.left;
  const sameHeight = new Map<number, number>();
  return [...lines]
    .filter((line) => letterCount(line.text) >= 4 && width(line) <= WIDEST_VOTER)
    .sort((a, b) => letterCount(b.text) - letterCount(a.text))
    .filter((line) => {
      const height = Math.round(line.extents.bottom - line.extents.top);
      const count = (sameHeight.get(height) ?? 0) + 1;
      sameHeight.set(height, count);
      return count <= 3;
    })
    .slice(0, VOTERS);
}

/** Of each family a regular and a bold face, and the regular italic. */
export function typicalFaces(faces: readonly Face[]): Face[] {
  return faces.filter(
    ({ family, weight, italic }) =>
      isPortableFamily(family) && (italic ? weight === 400 : weight === 400 || weight === 700),
  );
}

/** Between faces that agree equally well: what mockups use most. Far below what a different face loses. */
function preference(family: string): number {
  const at = FONT_CATALOG.findIndex((entry) => entry.family === family);
  return at < 0 ? 0.004 : 0.003 - at / 20_000;
}
