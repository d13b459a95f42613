import { area, intersection, type Rect, type Size } from "../base/geometry";
import type { Comparison, PinnedPart } from "../compare/comparison";
import { describeView } from "../compare/view";
import type { MeasuredView } from "../compare/view";
import type { CodeFault } from "../craft/codeQuality";
import { crop, type Bitmap } from "../image/bitmap";
import { encodePng } from "../image/codec";
import type { Mockup } from "../mockup/mockup";
import type { ContentPart, ImagePart } from "../model/model";
import type { Render, RenderFact } from "../render/renderer";
import { describeBox, describeDifferences } from "./describeDifferences";
import { describeFacts } from "./describeFacts";
import { drawSideBySide } from "./drawSideBySide";
import { findFocus, type Focus } from "./findFocus";
import { quote } from "./quote";

export interface FeedbackInput {
  readonly mockup: Mockup;
  readonly render: Render;
  readonly comparison: Comparison;
  /** All views of the page, where it has more than the one that is shown. */
  readonly views?: readonly MeasuredView[];
  readonly facts: readonly RenderFact[];
  /** What is wrong with the code, worst first. */
  readonly codeFaults?: readonly CodeFault[] | undefined;
  /** A phrase of the page to look at; undefined or "page": everything. */
  readonly focus?: string | undefined;
}

/** A small model acts on a dozen facts, not on a hundred. */
const MAX_DIFFERENCES = 12;
const MAX_CROPS = 3;
const MAX_CODE_FAULTS = 3;
const MAX_MASKS = 8;
/** What costs the code's score less than this is for later. */
const MIN_CODE_LOSS = 0.01;
/** A region larger than this share of the page is seen on the screenshot as well. */
const MAX_CROP_SHARE = 0.5;
/** Around a crop, CSS px, and its least side. */
const CROP_MARGIN = 12;
const MIN_CROP_SIDE = 80;
/** How much of a page that grew is shown, in heights of the mockup. */
const MAX_SCREENSHOT_HEIGHTS = 1.5;

/**
 * What a model gets after a render: the measured differences in words, the screenshot, and the worst places with mockup
 * and render side by side. At most 2 + {@link MAX_CROPS} parts; the words come first and say what each picture is.
 */
export async function createFeedback(input: FeedbackInput): Promise<ContentPart[]> {
  const { mockup, render, comparison, facts } = input;
  const asked = input.focus?.trim() === "page" ? undefined : input.focus?.trim();
  const focus = asked ? findFocus(asked, render, comparison) : undefined;
  const places = findPlaces(comparison, focus, mockup.cssSize);
  const words = [
    ...describeViews(input),
    describeScores(comparison),
    ...describeMasks(comparison.masks ?? []),
    ...describePins((input.views?.[0]?.comparison ?? comparison).pins ?? []),
    ...(asked && !focus
      ? [`Nothing on the page matches ${quote(asked)}; this is everything:`]
      : []),
    ...describeWhatDiffers(comparison, focus),
    ...describeFacts(facts).map((fact) => `- ${fact}`),
    ...describeCode(input.codeFaults ?? []),
    "Picture 1: the page as it is drawn now.",
    ...places.map(
      (box, i) =>
        `Picture ${i + 2}: the mockup (left) beside the page (right) at ${describeBox(box)}.`,
    ),
  ];
  const [screenshot, ...crops] = await Promise.all([
    toImage(cutScreenshot(render.bitmap, mockup.bitmap), "render"),
    ...places.map(async (box) =>
      toImage(
        await drawSideBySide(mockup.bitmap, render.bitmap, box, mockup.deviceScaleFactor),
        "crop",
      ),
    ),
  ]);
  return [{ type: "text", text: words.join("\n") }, screenshot, ...crops];
}

function describeScores({ fidelity, mismatchRatio, text, ssim }: Comparison): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return `Fidelity ${fidelity.toFixed(3)} of 1 (${percent(mismatchRatio)} of the pixels differ, structure ${percent(ssim)}, matched text ${percent(text.block)}).`;
}

/** Of several views the worst is shown; the others are said. */
function describeViews({ mockup, views = [] }: FeedbackInput): string[] {
  const others = views.filter(({ view }) => view.mockup !== mockup);
  if (others.length === 0) return [];
  const fidelities = others.map(
    (other) => `${describeView(other.view)} ${other.comparison.fidelity.toFixed(3)}`,
  );
  return [
    `The page is least true as ${describeView({ mockup })}; everything below is of that view. Fidelity of the others: ${fidelities.join(", ")}. What you change must leave them as they are.`,
  ];
}

function describeMasks(masks: readonly Rect[]): string[] {
  if (masks.length === 0) return [];
  const boxes = masks.slice(0, MAX_MASKS).map((mask) => describeBox(mask));
  const more = masks.length > MAX_MASKS ? `; and ${masks.length - MAX_MASKS} more` : "";
  return [`Not measured, since a person masked it: ${boxes.join("; ")}${more}.`];
}

function describePins(pins: readonly PinnedPart[]): string[] {
  if (pins.length === 0) return [];
  const parts = pins.map((pin) => `${describeBox(pin)} (${pin.fidelity.toFixed(3)} of 1 there)`);
  return [
    `A person pinned as right: ${parts.join("; ")}. A round that makes the page worse there is rolled back.`,
  ];
}

function describeWhatDiffers(comparison: Comparison, focus: Focus | undefined): string[] {
  const differences = focus?.differences ?? comparison.differences;
  const lines = describeDifferences({ differences }, Infinity);
  if (lines.length === 0)
    return [focus ? "No difference was measured there." : "No difference was measured."];
  const more = lines.length - MAX_DIFFERENCES;
  return [
    "Measured differences, heaviest first (px of the page):",
    ...lines.slice(0, MAX_DIFFERENCES).map((line) => `- ${line}`),
    ...(more > 0 ? [`- … and ${more} smaller ones`] : []),
  ];
}

/** After the pixels' facts, for pixels come first. */
function describeCode(faults: readonly CodeFault[]): string[] {
  const worst = faults.filter(({ loss }) => loss >= MIN_CODE_LOSS).slice(0, MAX_CODE_FAULTS);
  if (worst.length === 0) return [];
  return [
    "In the code, to be corrected without changing how the page looks at this size:",
    ...worst.map(({ words }) => `- ${words}`),
  ];
}

/** The places to show side by side: where somebody asked, else the worst regions, then the worst facts elsewhere. */
function findPlaces(comparison: Comparison, focus: Focus | undefined, page: Size): Rect[] {
  if (focus) return [focus.box].flatMap((box) => clip(box, page));
  const candidates = [
    ...comparison.regions.map(({ box }) => box),
    ...comparison.differences.flatMap((difference) =>
      "box" in difference ? [difference.box] : [],
    ),
  ];
  const places: Rect[] = [];
  for (const candidate of candidates) {
    if (area(candidate) > MAX_CROP_SHARE * area(page)) continue;
    const [place] = clip(withSurroundings(candidate), page);
    if (place && !places.some((other) => intersection(other, place))) places.push(place);
    if (places.length === MAX_CROPS) break;
  }
  return places;
}

function withSurroundings({ x, y, width, height }: Rect): Rect {
  const dx = Math.max(CROP_MARGIN, (MIN_CROP_SIDE - width) / 2);
  const dy = Math.max(CROP_MARGIN, (MIN_CROP_SIDE - height) / 2);
  return { x: x - dx, y: y - dy, width: width + 2 * dx, height: height + 2 * dy };
}

function clip(box: Rect, page: Size): Rect[] {
  const inside = intersection(box, { x: 0, y: 0, ...page });
  return inside ? [inside] : [];
}

/** The screenshot in its own pixels, so that it can be laid over the mockup; engines scale it as they need. */
function cutScreenshot(render: Bitmap, mockup: Bitmap): Bitmap {
  const { width } = render;
  const height = Math.min(render.height, Math.round(mockup.height * MAX_SCREENSHOT_HEIGHTS));
  return height < render.height ? crop(render, { x: 0, y: 0, width, height }) : render;
}

async function toImage(bitmap: Bitmap, role: ImagePart["role"]): Promise<ImagePart> {
  const { width, height } = bitmap;
  return { type: "image", png: await encodePng(bitmap), width, height, role };
}
