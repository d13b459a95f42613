import { areaOf, toRect, type Bounds } from "../base/bounds";
import { breathe } from "../base/async";
import { groupBy } from "../base/groupBy";
import type { Rgb } from "../base/color";
import type { Rect } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import { crop } from "../image/bitmap";
import type { Box } from "../inspect/inspection";
import { BOX_VARIANTS } from "./boxVariants";
import { compareInk } from "./compareInk";
import type { Draft, TextBlock, TextStyle } from "../design/draft/draft";
import { inkRect } from "../design/draft/draft";
import { errorAnywhere, squaredError, toPixels } from "./localError";
import { strongestInk } from "./strongestInk";
import { meanInk, OWN_VARIANTS, STYLE_VARIANTS } from "./styleVariants";
import type { Evidence, TextEvidence, TextVariant } from "./textVariants";
import { TEXT_VARIANTS } from "./textVariants";
import { CORRECTION, VARIANTS } from "./tuning";

/** What is corrected at once. */
interface Trial<T> {
  /** The best so far. */
  accepted: T;
  /** Of `accepted` in its own areas; Infinity before the first render. */
  error: number;
  /** What the next render shows instead, if anything. */
  pending: T | undefined;
  /** The most that the error of `pending` may be, as a share of the error so far. */
  limit: number;
  /** The next variant to try. */
  step: number;
  /** Where its error is measured. Device px. */
  readonly areas: readonly Bounds[];
  /** Left out of the areas. */
  readonly hole: Bounds | undefined;
}

/** A text that is corrected by itself, or all that share a style. */
interface TextTrial extends Trial<readonly TextBlock[]> {
  /** The areas as the render of `accepted` shows them. */
  shown: readonly Drawn[] | undefined;
  readonly variants: readonly TextVariant[];
}

/** An area of a render, and how wrong it is. */
interface Drawn {
  readonly bitmap: Bitmap;
  readonly error: number;
}

/** What a render taught. */
export interface Lesson {
  /** Variants the render showed, and how many of them are kept. */
  readonly tried: number;
  readonly kept: number;
}

/** Whether each text has values of its own, or all texts of one style share them, as they do in code that a person writes. */
export type Sharing = "each" | "styles";

/**
 * Corrects a draft by trying: every element, or every style, shows one variant a render and keeps it only if its own error drops (or
 * hardly rises, where the code becomes simpler), so the page never gets worse by what is seen. What texts of one style share is judged
 * wherever they stand: their places are others' to correct. `propose` and `learn` take turns; the first lesson is the draft itself.
 */
export class DraftCorrector {
  private texts: readonly TextTrial[];
  private readonly boxes: Trial<Box>[];
  private readonly commonStyles: readonly TextStyle[];

  constructor(
    private readonly mockup: Bitmap,
    private readonly draft: Draft,
    private readonly sharing: Sharing = "each",
  ) {
    const scale = draft.deviceScaleFactor;
    const pixels = (rect: Rect, margin: number): Bounds => toPixels(rect, margin, scale, mockup);
    const variants = sharing === "each" ? TEXT_VARIANTS : STYLE_VARIANTS;
    const groups = groupBy(draft.blocks, sharing === "each" ? ({ id }) => id : styleKey);
    this.texts = [...groups.values()].map((blocks) => ({
      ...startTrial(
        blocks,
        blocks.map((block) => pixels(inkRect(block), CORRECTION.textMarginPx)),
      ),
      hole: undefined,
      shown: undefined,
      variants,
    }));
    this.commonStyles = rankStyles(draft.blocks);
    this.boxes = draft.boxes
      .filter((box) => box.shadow !== undefined)
      .map((box) => ({
        ...startTrial(box, [pixels(box.box, shadowReach(box))]),
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
    const texts: TextTrial[] = [];
    for (const [index, trial] of this.texts.entries()) {
      if (index % CORRECTION.elementsPerBreath === 0) await breathe(signal);
      this.proposeText(trial);
      const parts = trial.pending ? [trial] : this.apart(trial);
      if (parts.length > 1) parts.forEach((part) => this.proposeText(part));
      proposals += parts.filter(({ pending }) => pending).length;
      texts.push(...parts);
    }
    this.texts = texts;
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
    const judge = <T>(trial: Trial<T>, drawn: readonly Drawn[], isFit = true): boolean => {
      if (trial.pending) tried++;
      const error = drawn.reduce((sum, one) => sum + one.error, 0);
      const better = trial.error === Infinity || (error < trial.error * trial.limit && isFit);
      if (better) {
        if (trial.pending) kept++;
        trial.accepted = trial.pending ?? trial.accepted;
        trial.error = error;
      }
      trial.pending = undefined;
      return better;
    };
    const isJudged = <T>({ error, pending }: Trial<T>): boolean =>
      error === Infinity || pending !== undefined;
    for (const [index, trial] of this.texts.entries()) {
      if (index % CORRECTION.elementsPerBreath === 0) await breathe(signal);
      if (!isJudged(trial)) continue;
      const drawn = this.look(render, trial, this.sharing === "styles");
      if (judge(trial, drawn, this.hasItsInk(trial, drawn))) trial.shown = drawn;
    }
    for (const [index, trial] of this.boxes.entries()) {
      if (index % CORRECTION.elementsPerBreath === 0) await breathe(signal);
      if (isJudged(trial)) judge(trial, this.look(render, trial, false));
    }
    return { tried, kept };
  }

  /** @param isAnywhere Whether it is told apart how wrong something looks from how far off it stands. */
  private look<T>(render: Bitmap, { areas, hole }: Trial<T>, isAnywhere: boolean): Drawn[] {
    const reach = Math.ceil(CORRECTION.reachPx * this.draft.deviceScaleFactor);
    return areas.map((area) => ({
      bitmap: crop(render, toRect(area)),
      error: isAnywhere
        ? errorAnywhere(this.mockup, render, area, reach)
        : squaredError(this.mockup, render, area, hole),
    }));
  }

  private proposeText(trial: TextTrial): void {
    if (this.isDone(trial)) return;
    const evidence = this.evidenceOf(trial);
    while (!trial.pending && trial.step < trial.variants.length) {
      const variant = trial.variants[trial.step++];
      trial.pending = variant?.try(trial.accepted, evidence);
      trial.limit = variant?.limit ?? 1;
    }
  }

  /** The texts of a style, each by itself: what is still off much there is its own. */
  private apart(trial: TextTrial): TextTrial[] {
    const { accepted, areas, shown } = trial;
    if (accepted.length === 1 || !shown) return [trial];
    return accepted.flatMap((block, index) => {
      const [area, drawn] = [areas[index], shown[index]];
      if (!area || !drawn) return [];
      return {
        ...startTrial([block], [area]),
        error: drawn.error,
        hole: undefined,
        shown: [drawn],
        variants: OWN_VARIANTS,
      };
    });
  }

  /**
   * Whether a text whose weight was changed has about the mockup's amount of ink, or is nearer to it than before. Words that lie
   * beside the mockup's are the less wrong the thinner they are, whatever their weight.
   */
  private hasItsInk(trial: TextTrial, drawn: readonly Drawn[]): boolean {
    const { pending, accepted } = trial;
    if (!pending || pending[0]?.style.weight === accepted[0]?.style.weight) return true;
    const [before, after] = [trial, { ...trial, accepted: pending, shown: drawn }].map((state) =>
      Math.abs((meanInk(this.evidenceOf(state)) ?? 1) - 1),
    ) as [number, number];
    return after < Math.max(before, VARIANTS.minInkChange);
  }

  private evidenceOf({
    accepted,
    areas,
    shown,
  }: Pick<TextTrial, "accepted" | "areas" | "shown">): Evidence {
    const texts = accepted.map((block, index): TextEvidence => {
      const [area, drawn] = [areas[index], shown?.[index]];
      if (!area || !drawn) return { ink: undefined, colorShift: undefined };
      const expected = crop(this.mockup, toRect(area));
      const wantedInk = strongestInk(expected, block.background);
      const drawnInk = strongestInk(drawn.bitmap, block.background);
      const colors = { ink: block.style.color, background: block.background };
      return {
        ink: compareInk(expected, drawn.bitmap, colors),
        colorShift: wantedInk && drawnInk && subtract(wantedInk, drawnInk),
      };
    });
    return {
      texts,
      deviceScaleFactor: this.draft.deviceScaleFactor,
      commonStyles: this.commonStyles,
    };
  }

  private isDone<T>(trial: Trial<T>): boolean {
    const size = trial.areas.reduce((sum, area) => sum + areaOf(area), 0);
    return trial.error <= CORRECTION.goodEnough * size;
  }

  private assemble(pick: <T>(trial: Trial<T>) => T): Draft {
    const boxes = new Map(this.boxes.map((trial) => [trial.accepted.id, pick(trial)]));
    const blocks = new Map(
      this.texts.flatMap((trial) =>
        pick<readonly TextBlock[]>(trial).map((block) => [block.id, block]),
      ),
    );
    return {
      ...this.draft,
      blocks: this.draft.blocks.map((block) => blocks.get(block.id) ?? block),
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

function startTrial<T>(accepted: T, areas: readonly Bounds[]): Omit<Trial<T>, "hole"> {
  const limit = 1 - CORRECTION.minGain;
  return { accepted, error: Infinity, pending: undefined, limit, step: 0, areas };
}

/** Equal for texts that are set alike. */
function styleKey({ style }: TextBlock): string {
  const { family, sizePx, weight, italic, color, letterSpacingPx, underlined } = style;
  return [family, sizePx, weight, italic, color, letterSpacingPx, underlined].join(" ");
}

/** How far a shadow is seen around its box (CSS px): blur reaches as far as its radius. */
function shadowReach({ shadow }: Box): number {
  if (!shadow) return 0;
  return shadow.blur + Math.max(Math.abs(shadow.dx), Math.abs(shadow.dy)) + shadow.spread + 2;
}

function subtract(a: Rgb, b: Rgb): Rgb {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
