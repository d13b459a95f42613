import { FONT_CATALOG } from "../../fonts/fontCatalog";
import type { Face, FontProbe, TextMetrics } from "../../fonts/fontProbe";
import { isPortableFamily } from "../../fonts/fontStack";
import type { InkLine } from "./fontInk";
import { impliedSizes, isConsistent, possibleSizes } from "./fontSizes";
import { letterCount, measureTexts, runTrials, type Trial } from "./fontTrials";
import { FAMILIES } from "./tuning";

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
  return byMismatch
    .slice(0, Math.max(FAMILIES.unlikelyFaces, consistent))
    .flatMap(({ face, metrics }) =>
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
    const impossible = Math.max(0, Math.max(...scores.values()) - FAMILIES.impossible);
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
    const lead = score - (scores.get(main) ?? 0) - FAMILIES.margin - 0.5 / letters;
    if (family === main || score < FAMILIES.convincing || lead < 0) continue;
    const so = others.get(family) ?? { letters: 0, lead: 0 };
    others.set(family, { letters: so.letters + letters, lead: so.lead + lead });
  }
  const ranked = [...others]
    .filter(([, { letters }]) => letters >= FAMILIES.enoughLetters)
    .sort((a, b) => b[1].lead - a[1].lead)
    .map(([family]) => family);
  return [main, ...ranked].slice(0, FAMILIES.maxFamilies);
}

/** The longest lines, at most three of about the same ink height, so that headings have a say too. */
function chooseVoters(lines: readonly InkLine[]): InkLine[] {
  const width = (line: InkLine): number => line.extents.right - line.extents.left;
  const sameHeight = new Map<number, number>();
  return [...lines]
    .filter((line) => letterCount(line.text) >= 4 && width(line) <= FAMILIES.widestVoter)
    .sort((a, b) => letterCount(b.text) - letterCount(a.text))
    .filter((line) => {
      const height = Math.round(line.extents.bottom - line.extents.top);
      const count = (sameHeight.get(height) ?? 0) + 1;
      sameHeight.set(height, count);
      return count <= 3;
    })
    .slice(0, FAMILIES.voters);
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
