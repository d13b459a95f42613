import { area, type Rect, type Size } from "../base/geometry";
import { createBitmap } from "../image/bitmap";
import { findCharts } from "../inspect/foldCharts";
import type { Inspection } from "../inspect/inspection";
import type { Mockup } from "../mockup/mockup";
import type { Render } from "../render/renderer";
import { breathe } from "../base/async";
import {
  createImageReference,
  findDifferingPixels,
  structuralSimilarity,
} from "./image/compareImages";
import { compareText } from "./text/compareText";
import type { Comparison, Difference, SizeResult } from "./comparison";
import { drawDiff } from "./image/drawDiff";
import { fidelityOf, type FidelityInput, type PixelScores } from "./fidelity";
import { createIgnored } from "./ignored";
import { pictureExcess } from "./image/pictureExcess";
import { findRegionDifferences } from "./image/regionDifferences";
import { findRegions } from "./image/regions";
import { mockupTexts, renderTexts } from "./text/comparedText";
import { findTextDifferences } from "./text/textDifferences";

/** A comparison with what its fidelity was made of. */
export interface ExplainedComparison extends Comparison {
  readonly fidelityInput: FidelityInput;
}

/** Measures renders against one mockup. */
export interface Comparer {
  /** `render` is drawn at the mockup's CSS width and scale factor. @throws AbortError */
  compare(render: Render, signal?: AbortSignal): Promise<ExplainedComparison>;
}

/** A model reads a few dozen at most, a person fewer. */
const MAX_DIFFERENCES = 200;

/**
 * A comparer for `mockup`; what depends on the mockup alone is computed once. What lies under `masks` (CSS px) counts in no
 * score, difference or picture of differences: its pixels, and the texts that lie there for the most part.
 *
 * @throws MockloopError as {@link createIgnored}.
 */
export function createComparer(
  mockup: Mockup,
  inspection: Inspection,
  masks: readonly Rect[] = [],
): Comparer {
  const { deviceScaleFactor, bitmap, cssSize } = mockup;
  const ignored = createIgnored(masks, mockup);
  const reference = createImageReference(bitmap, deviceScaleFactor, ignored);
  const isSeen = ({ box }: { readonly box: Rect }): boolean => !ignored?.covers(box);
  const expectedTexts = mockupTexts(inspection, bitmap).filter(isSeen);
  const charts = findCharts(inspection);
  const unread = (inspection.unreadTexts ?? []).filter((box) => isSeen({ box }));
  const places = { unread, drawings: charts.map(({ box }) => box) };
  const pictures = [...inspection.pictures, ...charts];
  let emptyPage: PixelScores | undefined;

  const comparePixels = async (
    render: Render["bitmap"],
    growth: number,
    signal: AbortSignal | undefined,
  ): Promise<PixelScores & { mask: Uint8Array }> => {
    const mask = await findDifferingPixels(reference, render, signal);
    const different = count(mask) / (ignored?.seen ?? mask.length);
    const ssim = structuralSimilarity(reference, render) * (1 - growth);
    await breathe(signal);
    return { mask, mismatchRatio: different * (1 - growth) + growth, ssim };
  };

  const emptyBitmap = (): Render["bitmap"] =>
    createBitmap(bitmap.width, bitmap.height, inspection.background);

  return {
    async compare(render, signal) {
      const size = compareSizes(cssSize, render.pageSize);
      const growth = growthOf(size);
      emptyPage ??= scoresOnly(await comparePixels(emptyBitmap(), 0, signal));
      const pixels = await comparePixels(render.bitmap, growth, signal);
      const actualTexts = renderTexts(render, deviceScaleFactor).filter(isSeen);
      const text = compareText(expectedTexts, actualTexts, cssSize, places);
      await breathe(signal);
      const regions = findRegions(pixels.mask, bitmap, deviceScaleFactor);
      await breathe(signal);
      const differences: Difference[] = [
        ...(size.equal ? [] : [{ kind: "size" as const, ...size, weight: growth }]),
        ...findTextDifferences(text.match, cssSize),
        ...findRegionDifferences({
          mockup: bitmap,
          render: render.bitmap,
          mask: pixels.mask,
          deviceScaleFactor,
          textBoxes: textBoxes(text.match),
          elements: render.elements,
        }),
      ];
      await breathe(signal);
      const fidelityInput: FidelityInput = {
        text: text.hasText ? { ...text.scores, ...text.strict } : undefined,
        pixels: scoresOnly(pixels),
        emptyPage,
        growth,
        pictureExcess: pictureExcess(pictures, render.elements, cssSize, masks),
      };
      return {
        fidelity: fidelityOf(fidelityInput),
        fidelityInput,
        mismatchRatio: pixels.mismatchRatio,
        ssim: pixels.ssim,
        text: text.scores,
        unwrittenTexts: text.unwritten,
        size,
        regions,
        differences: differences.sort((a, b) => b.weight - a.weight).slice(0, MAX_DIFFERENCES),
        diff: drawDiff(bitmap, pixels.mask, ignored?.pixels),
        ...(ignored && { masks: ignored.masks }),
      };
    },
  };
}

function scoresOnly({ mismatchRatio, ssim }: PixelScores): PixelScores {
  return { mismatchRatio, ssim };
}

function compareSizes(mockup: Size, page: Size): SizeResult {
  const equal =
    Math.abs(mockup.width - page.width) < 1 && Math.abs(mockup.height - page.height) < 1;
  return { mockup, render: page, equal };
}

/** The share of the page that lies beyond the mockup's canvas, 0–1. */
function growthOf({ mockup, render, equal }: SizeResult): number {
  if (equal) return 0;
  const whole = {
    width: Math.max(mockup.width, render.width),
    height: Math.max(mockup.height, render.height),
  };
  return 1 - area(mockup) / area(whole);
}

function textBoxes({ pairs, missing, extra }: ReturnType<typeof compareText>["match"]): Rect[] {
  return [
    ...pairs.flatMap(({ mockup, render }) => [mockup.box, render.box]),
    ...missing.map(({ box }) => box),
    ...extra.map(({ box }) => box),
  ];
}

function count(mask: Uint8Array): number {
  let ones = 0;
  for (const value of mask) ones += value;
  return ones;
}
