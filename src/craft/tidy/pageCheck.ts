import type { Bitmap } from "../../image/bitmap";
import type { Size } from "../../base/geometry";
import { createImageReference, findDifferingPixels } from "../../compare/image/compareImages";
import type { FilesSnapshot } from "../../project/sourceFiles";
import type { Render, Renderer } from "../../render/renderer";
import type { CodeQuality } from "../codeQuality";
import { planExamination } from "../examinePage";
import { findReflowLoss, reflowOf } from "../measureReflow";

/** A page, drawn at its own size. */
export interface CheckedPage {
  readonly files: FilesSnapshot;
  readonly entry: string;
  /** CSS px. */
  readonly viewport: Size;
  readonly deviceScaleFactor: number;
}

/** What a page has to stay like, and how it is held against that. */
export interface PageCheck {
  readonly code: CodeQuality;
  readonly unmatched: ReadonlySet<string>;
  /** Pages drawn so far. */
  readonly screenshots: number;
  /** Share of pixels that differ from the page as it was, in the last state that passed. 0–1. */
  readonly mismatchRatio: number;
  /**
   * Whether these files look as the page did at its own size, and no other width got worse since the last that passed. If so they
   * are the last that passed. @throws as Renderer.render.
   */
  passes(files: FilesSnapshot): Promise<boolean>;
}

/** Of all pixels, and of those of any {@link TILE} × {@link TILE} CSS px, as many may differ. */
const MAX_MISMATCH = 0.001;
const MAX_LOCAL_MISMATCH = 0.06;
const TILE = 16;
/** Rounding, not a loss. */
const REFLOW_SLACK = 0.0005;

/** Draws the page as it is. A string says why that cannot be done. */
export async function createPageCheck(
  renderer: Renderer,
  page: CheckedPage,
  signal: AbortSignal | undefined,
): Promise<PageCheck | string> {
  const { entry, viewport, deviceScaleFactor } = page;
  let screenshots = 0;
  const draw = async (
    files: FilesSnapshot,
  ): Promise<{ render: Render; code: CodeQuality } | string> => {
    const { survey, conclude } = planExamination({ files, entry, viewport });
    const request = { files, entry, viewport, deviceScaleFactor, survey };
    screenshots++;
    const outcome = await renderer.render(request, signal);
    if (!outcome.ok) return outcome.message;
    const code = conclude(outcome.render);
    return code ? { render: outcome.render, code } : "The page was not measured.";
  };
  const reflow = ({ survey }: Render): number[] =>
    (survey?.layouts ?? []).map((layout) => reflowOf(findReflowLoss(layout, viewport.width)));

  const first = await draw(page.files);
  if (typeof first === "string") return first;
  const reference = createImageReference(first.render.bitmap, deviceScaleFactor);
  const { pageSize } = first.render;
  let now = {
    reflow: reflow(first.render),
    code: first.code,
    mismatchRatio: 0,
    render: first.render,
  };
  return {
    get code() {
      return now.code;
    },
    get unmatched() {
      return new Set(now.render.survey?.unmatched);
    },
    get screenshots() {
      return screenshots;
    },
    get mismatchRatio() {
      return now.mismatchRatio;
    },
    passes: async (files) => {
      const drawn = await draw(files);
      if (typeof drawn === "string") return false;
      const { render, code } = drawn;
      const isAsLarge =
        Math.abs(render.pageSize.width - pageSize.width) < 1 &&
        Math.abs(render.pageSize.height - pageSize.height) < 1;
      if (!isAsLarge) return false;
      const widths = reflow(render);
      if (widths.some((value, i) => value < (now.reflow[i] ?? 0) - REFLOW_SLACK)) return false;
      if (code.parts.accessibility < now.code.parts.accessibility - REFLOW_SLACK) return false;
      const mask = await findDifferingPixels(reference, render.bitmap, signal);
      const mismatchRatio = mean(mask);
      if (mismatchRatio > MAX_MISMATCH) return false;
      if (worstTile(mask, reference.bitmap, TILE * deviceScaleFactor) > MAX_LOCAL_MISMATCH)
        return false;
      now = { reflow: widths, code, mismatchRatio, render };
      return true;
    },
  };
}

function mean(mask: Uint8Array): number {
  let sum = 0;
  for (const value of mask) sum += value;
  return sum / Math.max(1, mask.length);
}

/** The largest share of differing pixels in any tile, half a tile apart. */
function worstTile(mask: Uint8Array, { width, height }: Bitmap, size: number): number {
  const step = Math.max(1, Math.round(size / 2));
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)];
  const cells = new Uint32Array((columns + 1) * (rows + 1));
  for (let i = 0; i < mask.length; i++)
    if (mask[i]) {
      const at = Math.floor(i / width / step) * (columns + 1) + Math.floor((i % width) / step);
      cells[at] = (cells[at] ?? 0) + 1;
    }
  let worst = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const at = y * (columns + 1) + x;
      const below = at + columns + 1;
      const sum =
        (cells[at] ?? 0) + (cells[at + 1] ?? 0) + (cells[below] ?? 0) + (cells[below + 1] ?? 0);
      worst = Math.max(worst, sum);
    }
  return worst / (step * step * 4);
}
