import { areaOf, toRect, type Bounds } from "../base/bounds";
import { breathe } from "../base/async";
import type { Rgb } from "../base/color";
import type { Rect } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import { crop } from "../image/bitmap";
import type { Box } from "../inspect/inspection";
import { BOX_VARIANTS } from "./boxVariants";
import { compareInk } from "./compareInk";
import type { Draft, TextBlock, TextStyle } from "../design/draft/draft";
import { inkRect } from "../design/draft/draft";
import { squaredError, toPixels } from "./localError";
import { strongestInk } from "./strongestInk";
import type { Evidence } from "./textVariants";
import { TEXT_VARIANTS } from "./textVariants";
import { CORRECTION } from "./tuning";

/** One element under correction. */
interface Trial<T> {
  /** The best so far. */
  accepted: T;
  /** Of `accepted` in its own area; Infinity before the first render. */
  error: number;
  /** What the next render shows instead, if anything. */
  pending: T | undefined;
  /** The next variant to try. */
  step: number;
  /** Where its error is measured. Device px. */
  readonly area: Bounds;
  /** Left out of the area. */
  readonly hole: Bounds | undefined;
}

interface TextTrial extends Trial<TextBlock> {
  /** The area as the render of `accepted` shows it. */
  shown: Bitmap | undefined;
}

/** What a render taught. */
export interface Lesson {
  /** Variants the render showed, and how many of them are kept. */
  readonly tried: number;
  readonly kept: number;
}

/**
 * Corrects a draft by trying: every element shows one variant a render and keeps it only if its own error drops, so
 * the page never gets worse. `propose` and `learn` take turns; the first lesson is the draft itself.
 */
export class DraftCorrector {
  private readonly texts: TextTrial[];
  private readonly boxes: Trial<Box>[];
  private readonly commonStyles: readonly TextStyle[];

  constructor(
    private readonly mockup: Bitmap,
    private readonly draft: Draft,
  ) {
    const scale = draft.deviceScaleFactor;
    const pixels = (rect: Rect, margin: number): Bounds => toPixels(rect, margin, scale, mockup);
    this.texts = draft.blocks.map((block) => ({
      ...startTrial(block, pixels(inkRect(block), CORRECTION.textMarginPx)),
      hole: undefined,
      shown: undefined,
    }));
    this.commonStyles = rankStyles(draft.blocks);
    this.boxes = draft.boxes
      .filter((box) => box.shadow !== undefined)
      .map((box) => ({
        ...startTrial(box, pixels(box.box, shadowReach(box))),
        hole: pixels(box.box, 0),
      }));
  }

  /** The draft with everything that proved right so far. */
  get best(): Draft {
    return this.assemble((trial) => trial.accepted);
  }

  /** The draft to render next, or undefined when nothing is left to try. */
  async propose(signal: AbortSignal): Promise<Draft | undefined> {
    let proposals = 0;
    for (const [index, trial] of this.texts.entries()) {
      if (index % CORRECTION.elementsPerBreath === 0) await breathe(signal);
      this.proposeText(trial);
      if (trial.pending) proposals++;
    }
    for (const trial of this.boxes) {
      while (!trial.pending && !this.isDone(trial) && trial.step < BOX_VARIANTS.length)
        trial.pending = BOX_VARIANTS[trial.step++]?.(trial.accepted);
      if (trial.pending) proposals++;
    }
    return proposals > 0 ? this.assemble((trial) => trial.pending ?? trial.accepted) : undefined;
  }

  /** Judges what the last proposal (at first: the draft) looks like in `render`. */
  async learn(render: Bitmap, signal: AbortSignal): Promise<Lesson> {
    let [tried, kept] = [0, 0];
    const judge = <T>(trial: Trial<T>): boolean => {
      const first = trial.error === Infinity;
      if (!first && !trial.pending) return false;
      if (trial.pending) tried++;
      const error = squaredError(this.mockup, render, trial.area, trial.hole);
      const better = first || error < trial.error * (1 - CORRECTION.minGain);
      if (better) {
        if (trial.pending) kept++;
        trial.accepted = trial.pending ?? trial.accepted;
        trial.error = error;
      }
      trial.pending = undefined;
      return better;
    };
    for (const [index, trial] of this.texts.entries()) {
      if (index % CORRECTION.elementsPerBreath === 0) await breathe(signal);
      if (judge(trial)) trial.shown = crop(render, toRect(trial.area));
    }
    for (const [index, trial] of this.boxes.entries()) {
      if (index % CORRECTION.elementsPerBreath === 0) await breathe(signal);
      judge(trial);
    }
    return { tried, kept };
  }

  private proposeText(trial: TextTrial): void {
    if (this.isDone(trial)) return;
    const evidence = this.evidenceOf(trial);
    while (!trial.pending && trial.step < TEXT_VARIANTS.length)
      trial.pending = TEXT_VARIANTS[trial.step++]?.(trial.accepted, evidence);
  }

  private evidenceOf({ accepted, area, shown }: TextTrial): Evidence {
    const page = {
      deviceScaleFactor: this.draft.deviceScaleFactor,
      commonStyles: this.commonStyles,
    };
    if (!shown) return { ...page, ink: undefined, colorShift: undefined };
    const expected = crop(this.mockup, toRect(area));
    const colors = { ink: accepted.style.color, background: accepted.background };
    const wanted = strongestInk(expected, accepted.background);
    const drawn = strongestInk(shown, accepted.background);
    return {
      ink: compareInk(expected, shown, colors),
      colorShift: wanted && drawn && subtract(wanted, drawn),
      ...page,
    };
  }

  private isDone<T>(trial: Trial<T>): boolean {
    return trial.error <= CORRECTION.goodEnough * areaOf(trial.area);
  }

  private assemble(pick: <T>(trial: Trial<T>) => T): Draft {
    const boxes = new Map(this.boxes.map((trial) => [trial.accepted.id, pick(trial)]));
    return {
      ...this.draft,
      blocks: this.texts.map((trial) => pick<TextBlock>(trial)),
      boxes: this.draft.boxes.map((box) => boxes.get(box.id) ?? box),
    };
  }
}

/** One style for each face and size of the page, those with the most characters first. */
function rankStyles(blocks: readonly TextBlock[]): TextStyle[] {
  const ranks = new Map<string, { readonly style: TextStyle; characters: number }>();
  for (const { style, lines } of blocks) {
    const key = `${style.family} ${style.weight} ${style.sizePx.toFixed(1)}`;
    const entry = ranks.get(key) ?? { style: { ...style, letterSpacingPx: 0 }, characters: 0 };
    entry.characters += lines.reduce((sum, line) => sum + line.text.length, 0);
    ranks.set(key, entry);
  }
  return [...ranks.values()].sort((a, b) => b.characters - a.characters).map(({ style }) => style);
}

function startTrial<T>(accepted: T, area: Bounds): Omit<Trial<T>, "hole"> {
  return { accepted, error: Infinity, pending: undefined, step: 0, area };
}

/** How far a shadow is seen around its box (CSS px): blur reaches as far as its radius. */
function shadowReach({ shadow }: Box): number {
  if (!shadow) return 0;
  return shadow.blur + Math.max(Math.abs(shadow.dx), Math.abs(shadow.dy)) + shadow.spread + 2;
}

function subtract(a: Rgb, b: Rgb): Rgb {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
