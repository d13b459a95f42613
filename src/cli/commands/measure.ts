import { basename, dirname, resolve } from "node:path";
import { MockloopError } from "../../base/errors";
import type { Session } from "../../run/session";
import type { CodeQuality } from "../../craft/codeQuality";
import { CODE_PARTS } from "../../craft/codeQuality";
import { planExamination } from "../../craft/examinePage";
import { createComparer } from "../../compare/comparePage";
import { describeDifferences } from "../../feedback/describeDifferences";
import { encodePng } from "../../image/codec";
import { Folder } from "../../files/folder";
import { drawOverlay } from "../../inspect/drawOverlay";
import { EXIT } from "../output/exitCodes";
import { refuseLeadingOut } from "../output/outFolders";
import { readPageFolder } from "../output/readPageFolder";
import { formatScore, formatShare } from "../../protocol/views/measures";

const MAX_DIFFERENCES = 20;

/** `mockloop inspect`: prints the inspection as JSON, or a summary; draws it over the mockup; warns of what failed in it. */
export async function inspect(
  session: Session,
  source: string,
  options: {
    readonly json: boolean;
    readonly overlay: string | undefined;
    readonly scale: number | undefined;
  },
  {
    write,
    warn,
  }: { readonly write: (text: string) => void; readonly warn: (text: string) => void },
  signal: AbortSignal,
): Promise<number> {
  const mockup = await session.load({ kind: "path", path: source }, options.scale, signal);
  const inspection = await session.inspect(mockup, signal);
  for (const { message } of inspection.notices ?? []) warn(`${message}\n`);
  if (options.overlay !== undefined)
    await writePicture(options.overlay, await encodePng(drawOverlay(mockup.bitmap, inspection)));
  if (options.json) write(`${JSON.stringify(inspection)}\n`);
  else {
    const { textLines, boxes, dividers, pictures, size } = inspection;
    write(
      `${mockup.name}: ${size.width} × ${size.height} px, ${textLines.length} text lines, ${boxes.length} boxes, ${dividers.length} dividers, ${pictures.length} pictures and icons\n`,
    );
    for (const line of textLines)
      write(
        `  [${[line.box.x, line.box.y, line.box.width, line.box.height].map((v) => Math.round(v)).join(" ")}] ${JSON.stringify(line.text)} ${line.font.family} ${line.font.sizePx}px ${line.font.weight}\n`,
      );
  }
  return EXIT.converged;
}

/** `mockloop compare`: measures a page that is there already; exit code 2 when its fidelity, or its code, is not good enough. */
export async function compare(
  session: Session,
  source: string,
  page: string,
  options: {
    readonly json: boolean;
    readonly diff: string | undefined;
    readonly minFidelity: number;
    readonly minCode: number | undefined;
    readonly scale: number | undefined;
  },
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const mockup = await session.load({ kind: "path", path: source }, options.scale, signal);
  const files = await readPageFolder(page, signal);
  const inspection = await session.inspect(mockup, signal);
  const examined = { files, entry: basename(page), viewport: mockup.cssSize };
  const { survey, conclude } = planExamination(examined);
  const outcome = await session.renderer.render(
    { ...examined, deviceScaleFactor: mockup.deviceScaleFactor, survey },
    signal,
  );
  if (!outcome.ok)
    throw new MockloopError("ENGINE_FAILED", `${page} could not be drawn: ${outcome.message}`);
  const comparison = await createComparer(mockup, inspection).compare(outcome.render, signal);
  if (options.diff !== undefined)
    await writePicture(options.diff, await encodePng(comparison.diff));

  const code = conclude(outcome.render);
  const { minFidelity, minCode } = options;
  const passed =
    comparison.fidelity >= minFidelity &&
    (minCode === undefined || (code !== undefined && code.score >= minCode));
  const differences = describeDifferences(comparison, MAX_DIFFERENCES);
  const { fidelity, mismatchRatio, ssim, text, size, regions } = comparison;
  const facts = outcome.render.facts.map((fact) => `${fact.kind}: ${fact.message}`);
  if (options.json)
    write(
      `${JSON.stringify({ type: "comparison", mockup: resolve(source), page: resolve(page), passed, minFidelity, minCode, fidelity, mismatchRatio, ssim, text, size, regions, differences: comparison.differences, described: differences, facts, code })}\n`,
    );
  else {
    write(
      `Fidelity ${formatScore(fidelity)} (${fidelity >= minFidelity ? "at least" : "below"} ${minFidelity}), ${formatShare(mismatchRatio)} of pixels differ, SSIM ${formatScore(ssim)}\n`,
    );
    for (const line of [...differences, ...facts]) write(`  ${line}\n`);
    if (code) writeCode(code, minCode, write);
  }
  return passed ? EXIT.converged : EXIT.stoppedShort;
}

async function writePicture(path: string, png: Uint8Array): Promise<void> {
  await refuseLeadingOut(dirname(resolve(path)));
  const folder = await Folder.make(dirname(resolve(path)));
  await folder.write(basename(path), png);
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
