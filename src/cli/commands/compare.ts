import { resolve } from "node:path";
import type { Comparison } from "../../compare/comparison";
import { describeView, findWorst } from "../../compare/view";
import type { MeasuredView } from "../../compare/view";
import type { CodeQuality } from "../../craft/codeQuality";
import { CODE_PARTS } from "../../craft/codeQuality";
import { comparisonFacts, comparisonWords, measurePage } from "../../pages/measurePage";
import { readPageFolder } from "../../pages/readPageFolder";
import { loadMockups } from "../../run/loadMockups";
import type { Session } from "../../run/session";
import type { ViewFlag } from "../flags/viewFlags";
import { readParts } from "../input/readParts";
import type { CommandOutput } from "../output/commandOutput";
import { formatScore, formatShare } from "../../protocol/views/measures";
import { EXIT } from "../output/exitCodes";
import { writePicture } from "../output/writePicture";

export interface CompareOptions {
  readonly json: boolean;
  readonly diff: string | undefined;
  readonly minFidelity: number;
  readonly minCode: number | undefined;
  readonly scale: number | undefined;
  /** The path of a JSON file with masks of the mockup. */
  readonly mask?: string | undefined;
  /** Further mockups of the page, in other windows. */
  readonly views?: readonly ViewFlag[] | undefined;
}

/**
 * `mockloop compare`: measures a page that is there already; exit code 2 when its fidelity, or its code, is not good enough. Of
 * several views the worst decides.
 */
export async function compare(
  session: Session,
  source: string,
  page: string,
  options: CompareOptions,
  output: CommandOutput,
  signal: AbortSignal,
): Promise<number> {
  const { scale, views = [] } = options;
  const { masks = [] } = await readParts({ mask: options.mask }, signal);
  const asked = { mockup: source, views, ...(scale !== undefined && { deviceScaleFactor: scale }) };
  const mockups = await loadMockups(session, asked, signal);
  const files = await readPageFolder(page, signal);
  const measured: MeasuredView[] = [];
  const notices: string[] = [];
  let code: CodeQuality | undefined;
  for (const [index, mockup] of mockups.entries()) {
    const one = await measurePage(
      session,
      mockup,
      { page, files },
      index === 0 ? masks : [],
      signal,
    );
    measured.push(one);
    if (index === 0) ({ code } = one);
    const where = mockups.length > 1 ? `${describeView(one.view)}: ` : "";
    for (const { message } of one.view.inspection.notices ?? []) notices.push(`${where}${message}`);
    if (options.diff !== undefined)
      await writePicture(numbered(options.diff, index), one.comparison.diff);
  }
  for (const notice of notices) output.warn(`${notice}\n`);

  const { minFidelity, minCode } = options;
  const { fidelity } = findWorst(measured).comparison;
  const passed =
    fidelity >= minFidelity && (minCode === undefined || (code?.score ?? 0) >= minCode);
  if (options.json) {
    const line = { type: "comparison", mockup: resolve(source), page: resolve(page), passed };
    const all = measured.length > 1 && { views: measured.map(describeEach) };
    const told = notices.length > 0 && { notices };
    const least = { minFidelity, minCode };
    output.write(
      `${JSON.stringify({ ...line, ...least, ...comparisonFacts(findWorst(measured)), code, ...all, ...told })}\n`,
    );
  } else {
    for (const one of measured) {
      if (measured.length > 1) output.write(`${describeView(one.view)}:\n`);
      writeComparison(one, minFidelity, output.write);
    }
    if (code) writeCode(code, minCode, output.write);
  }
  return passed ? EXIT.converged : EXIT.stoppedShort;
}

/** "diff.png" for the main view, "diff-2.png" for the next. */
const numbered = (path: string, index: number): string =>
  index === 0 ? path : path.replace(/(\.[^./\\]*)?$/, `-${index + 1}$1`);

const describeEach = (one: MeasuredView): object => ({
  name: one.view.mockup.name,
  ...one.view.mockup.cssSize,
  ...comparisonFacts(one),
});

function writeComparison(one: MeasuredView, least: number, write: (text: string) => void): void {
  const { fidelity, mismatchRatio, ssim, masks }: Comparison = one.comparison;
  write(
    `Fidelity ${formatScore(fidelity)} (${fidelity >= least ? "at least" : "below"} ${least}), ${formatShare(mismatchRatio)} of pixels differ, SSIM ${formatScore(ssim)}${masks ? `, without what ${masks.length} ${masks.length === 1 ? "mask leaves" : "masks leave"} out` : ""}\n`,
  );
  const { described, facts } = comparisonWords(one);
  for (const line of [...described, ...facts]) write(`  ${line}\n`);
}

function writeCode(
  { score, parts, faults }: CodeQuality,
  least: number | undefined,
  write: (text: string) => void,
): void {
  const demand = least === undefined ? "" : ` (${score >= least ? "at least" : "below"} ${least})`;
  const each = CODE_PARTS.map((part) => `${part} ${parts[part].toFixed(2)}`).join(", ");
  write(`Code ${formatScore(score)}${demand}: ${each}\n`);
  for (const { words } of faults) write(`  ${words}\n`);
}
