import { basename, resolve } from "node:path";
import { MockloopError } from "../../base/errors";
import { createComparer } from "../../compare/comparePage";
import type { Comparison } from "../../compare/comparison";
import { describeView, findWorst } from "../../compare/view";
import type { MeasuredView } from "../../compare/view";
import type { CodeQuality } from "../../craft/codeQuality";
import { CODE_PARTS } from "../../craft/codeQuality";
import { planExamination } from "../../craft/examinePage";
import { describeDifferences } from "../../feedback/describeDifferences";
import type { Mockup } from "../../mockup/mockup";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { loadMockups } from "../../run/loadMockups";
import type { Session } from "../../run/session";
import type { ViewFlag } from "../flags/viewFlags";
import { readMasks } from "../input/readMasks";
import type { CommandOutput } from "../output/commandOutput";
import { formatScore, formatShare } from "../../protocol/views/measures";
import { EXIT } from "../output/exitCodes";
import { readPageFolder } from "../output/readPageFolder";
import { writePicture } from "../output/writePicture";

const MAX_DIFFERENCES = 20;

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
  const masks = options.mask === undefined ? [] : await readMasks(options.mask, signal);
  const asked = { mockup: source, views, ...(scale !== undefined && { deviceScaleFactor: scale }) };
  const mockups = await loadMockups(session, asked, signal);
  const files = await readPageFolder(page, signal);
  const measured: MeasuredView[] = [];
  const notices: string[] = [];
  let code: CodeQuality | undefined;
  for (const [index, mockup] of mockups.entries()) {
    const one = await measure(session, mockup, { page, files }, index === 0 ? masks : [], signal);
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
      `${JSON.stringify({ ...line, ...least, ...factsOf(findWorst(measured)), code, ...all, ...told })}\n`,
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

/** @throws MockloopError PAGE_FAILED when the page cannot be drawn, BAD_OPTION when a mask does not fit. */
async function measure(
  session: Session,
  mockup: Mockup,
  { page, files }: { readonly page: string; readonly files: FilesSnapshot },
  masks: Awaited<ReturnType<typeof readMasks>>,
  signal: AbortSignal,
): Promise<MeasuredView & { readonly code: CodeQuality | undefined }> {
  const inspection = await session.inspect(mockup, signal);
  const comparer = createComparer(mockup, inspection, masks);
  const examined = { files, entry: basename(page), viewport: mockup.cssSize };
  const { survey, conclude } = planExamination(examined);
  const { deviceScaleFactor } = mockup;
  const outcome = await session.renderer.render({ ...examined, deviceScaleFactor, survey }, signal);
  if (!outcome.ok)
    throw new MockloopError("PAGE_FAILED", `${page} could not be drawn: ${outcome.message}`);
  const { render } = outcome;
  const comparison = await comparer.compare(render, signal);
  return { view: { mockup, inspection }, render, comparison, code: conclude(render) };
}

/** "diff.png" for the main view, "diff-2.png" for the next. */
const numbered = (path: string, index: number): string =>
  index === 0 ? path : path.replace(/(\.[^./\\]*)?$/, `-${index + 1}$1`);

const describeEach = (one: MeasuredView): object => ({
  name: one.view.mockup.name,
  ...one.view.mockup.cssSize,
  ...factsOf(one),
});

function factsOf(one: MeasuredView): object {
  const { fidelity, mismatchRatio, ssim, text, size, regions, differences, masks } = one.comparison;
  const { described, facts } = wordsOf(one);
  const measured = { fidelity, mismatchRatio, ssim, text, size, regions, differences };
  return { ...measured, described, facts, ...(masks && { masks }) };
}

function wordsOf({ comparison, render }: MeasuredView): { described: string[]; facts: string[] } {
  return {
    described: describeDifferences(comparison, MAX_DIFFERENCES),
    facts: render.facts.map((fact) => `${fact.kind}: ${fact.message}`),
  };
}

function writeComparison(one: MeasuredView, least: number, write: (text: string) => void): void {
  const { fidelity, mismatchRatio, ssim, masks }: Comparison = one.comparison;
  write(
    `Fidelity ${formatScore(fidelity)} (${fidelity >= least ? "at least" : "below"} ${least}), ${formatShare(mismatchRatio)} of pixels differ, SSIM ${formatScore(ssim)}${masks ? `, without what ${masks.length} ${masks.length === 1 ? "mask leaves" : "masks leave"} out` : ""}\n`,
  );
  const { described, facts } = wordsOf(one);
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
