import { isAbort, raceAbort } from "../base/async";
import { describeError } from "../base/errors";
import type { Comparison } from "../compare/comparison";
import { describeView, findWorst } from "../compare/view";
import type { MeasuredView, View } from "../compare/view";
import type { CodeQuality } from "../craft/codeQuality";
import type { FilesSnapshot } from "../project/sourceFiles";
import { isBetter, keepsPins, type Scores } from "../protocol/rankIterations";
import type { MarkedParts } from "../protocol/steering";
import type { Render, RenderFact, RenderOutcome } from "../render/renderer";

/** How the loop draws and measures a page in one view. A page that `compare` cannot stand counts as not drawn. */
export interface ViewEyes {
  readonly view: View;
  render(files: FilesSnapshot, signal: AbortSignal): Promise<RenderOutcome>;
  compare(render: Render, signal: AbortSignal): Promise<Comparison>;
}

/** How the loop looks at a page. */
export interface Eyes {
  /** The main one first. */
  readonly views: readonly ViewEyes[];
  /** Measures the code of a page that can be drawn; undefined when it then could not. */
  examine(files: FilesSnapshot, signal: AbortSignal): Promise<CodeQuality | undefined>;
  /** What is left out of the main view, and pinned there. */
  readonly marked: MarkedParts;
  /** The same eyes, minding other parts of the main view. @throws MockloopError BAD_OPTION when they do not fit the mockup. */
  minding(marked: MarkedParts): Eyes;
}

/** A page that was drawn: the view that decides (the worst), and all of them, the main one first. */
export interface Measured extends MeasuredView {
  readonly views: readonly MeasuredView[];
}

/** What a state of the files came to. */
export interface Measurement {
  readonly files: FilesSnapshot;
  /** Undefined when the page could not be drawn or compared in one of its views; `problem` says why. */
  readonly measured: Measured | undefined;
  readonly problem: string | undefined;
  readonly facts: readonly RenderFact[];
  /** How good the code is, once it was examined. */
  readonly code?: CodeQuality;
}

type OnStage = (stage: "rendering" | "comparing") => void;

/**
 * Draws and measures states of the files; the same state is measured once. Remembers the best state since `startIteration`,
 * so that a model that spoils its work with a last edit loses nothing.
 */
export class PageMeter {
  private last: Measurement | undefined;
  private best: Measurement | undefined;
  /** How true the pinned parts must stay. */
  private pins: Scores["pins"];
  private spent = { render: 0, compare: 0 };

  constructor(
    private looksWith: Eyes,
    private readonly now: () => number,
  ) {}

  get eyes(): Eyes {
    return this.looksWith;
  }

  /** Measures with other eyes from now on; what the former ones saw is forgotten. */
  lookWith(eyes: Eyes): void {
    this.looksWith = eyes;
    this.last = undefined;
    this.best = undefined;
  }

  /** `before` is the page that is to be made better: where its pinned parts are worse, no state is the truest. */
  startIteration(before?: Measurement): void {
    this.best = undefined;
    this.pins = scoresOf(before).pins;
    this.spent = { render: 0, compare: 0 };
  }

  /** Milliseconds spent since `startIteration`. */
  get ms(): { readonly render: number; readonly compare: number } {
    return this.spent;
  }

  /** The main view as it was drawn last, whether or not it was the best; undefined: nothing was, or it failed. */
  get lastRender(): Render | undefined {
    return this.last?.measured?.views[0]?.render;
  }

  /** How true that page looked, 0–1; undefined: it could not be measured. */
  get lastFidelity(): number | undefined {
    return this.last?.measured?.comparison.fidelity;
  }

  async measure(
    files: FilesSnapshot,
    signal: AbortSignal,
    onStage: OnStage = () => undefined,
  ): Promise<Measurement> {
    const known = [this.last, this.best].find((one) => one && sameFiles(one.files, files));
    const measurement = known ?? (await this.measureNow(files, signal, onStage));
    this.last = measurement;
    if (this.mayBeKept(measurement) && fidelityOf(measurement) > fidelityOf(this.best))
      this.best = measurement;
    return measurement;
  }

  /** What the model ended with, or the truest state measured since `startIteration` when that is the better one. Examined. */
  async bestOf(final: Measurement, signal: AbortSignal): Promise<Measurement> {
    const { best } = this;
    const ended = await this.examine(final, signal);
    const mayBeKept = this.mayBeKept(final);
    if (!best || (mayBeKept && fidelityOf(best) <= fidelityOf(final))) return ended;
    const truest = await this.examine(best, signal);
    return mayBeKept && isBetter(scoresOf(ended), scoresOf(truest)) ? ended : truest;
  }

  private mayBeKept(measurement: Measurement): boolean {
    return keepsPins(scoresOf(measurement), this.pins);
  }

  /** The measurement with what its code is like, which takes another look at the page; counted as comparing. */
  async examine(measurement: Measurement, signal: AbortSignal): Promise<Measurement> {
    if (!measurement.measured || measurement.code) return measurement;
    const started = this.now();
    const code = await raceAbort(this.eyes.examine(measurement.files, signal), signal);
    this.spent.compare += this.now() - started;
    const examined = code ? { ...measurement, code } : measurement;
    if (this.last === measurement) this.last = examined;
    if (this.best === measurement) this.best = examined;
    return examined;
  }

  private async measureNow(
    files: FilesSnapshot,
    signal: AbortSignal,
    onStage: OnStage,
  ): Promise<Measurement> {
    const views: MeasuredView[] = [];
    const facts: RenderFact[] = [];
    const { views: all } = this.eyes;
    for (const eyes of all) {
      const seen = await this.measureView(eyes, files, signal, onStage);
      facts.push(...seen.facts);
      if (seen.measured) views.push(seen.measured);
      else {
        const where = all.length > 1 ? `${describeView(eyes.view)}: ` : "";
        return { files, measured: undefined, problem: `${where}${seen.problem}`, facts };
      }
    }
    return { files, measured: { ...findWorst(views), views }, problem: undefined, facts };
  }

  private async measureView(
    eyes: ViewEyes,
    files: FilesSnapshot,
    signal: AbortSignal,
    onStage: OnStage,
  ): Promise<
    { readonly facts: readonly RenderFact[] } & (
      | { readonly measured: MeasuredView }
      | { readonly measured: undefined; readonly problem: string }
    )
  > {
    onStage("rendering");
    const started = this.now();
    const outcome = await raceAbort(eyes.render(files, signal), signal);
    const rendered = this.now();
    this.spent.render += rendered - started;
    if (!outcome.ok) return { measured: undefined, problem: outcome.message, facts: outcome.facts };
    onStage("comparing");
    const { render } = outcome;
    const { facts } = render;
    try {
      const comparison = await raceAbort(eyes.compare(render, signal), signal);
      return { measured: { view: eyes.view, render, comparison }, facts };
    } catch (error) {
      if (isAbort(error)) throw error;
      const problem = `The page was drawn but could not be compared: ${describeError(error)}`;
      return { measured: undefined, problem, facts };
    } finally {
      this.spent.compare += this.now() - rendered;
    }
  }
}

/** −1 when there is nothing to score, so that any drawn page beats it. */
export function fidelityOf(measurement: Pick<Measurement, "measured"> | undefined): number {
  return measurement?.measured?.comparison.fidelity ?? -1;
}

/** The largest share of differing pixels of any view, 0–1; undefined when there is nothing to score. */
export function mismatchOf(measurement: Measurement | undefined): number | undefined {
  const views = measurement?.measured?.views;
  return views && Math.max(...views.map(({ comparison }) => comparison.mismatchRatio));
}

/** How many texts that could not be read a state has nothing written for, in all views. */
export function unwrittenIn(measurement: Measurement | undefined): number {
  const views = measurement?.measured?.views ?? [];
  return views.reduce((sum, { comparison }) => sum + comparison.unwrittenTexts, 0);
}

/** What decides between two states: how true they look, then how good their code is. */
export function scoresOf(state: Measurement | undefined): Scores {
  const code = state?.code;
  const pins = state?.measured?.views[0]?.comparison.pins?.map(({ fidelity }) => fidelity);
  return {
    fidelity: fidelityOf(state),
    ...{ code: code?.score, reflow: code?.parts.reflow },
    ...(pins && { pins }),
  };
}

function sameFiles(a: FilesSnapshot, b: FilesSnapshot): boolean {
  if (a.size !== b.size) return false;
  for (const [path, bytes] of a) if (b.get(path) !== bytes) return false;
  return true;
}
