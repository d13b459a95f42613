import { isAbort, raceAbort } from "../base/async";
import { describeError } from "../base/errors";
import type { Comparison } from "../compare/comparison";
import type { CodeQuality } from "../craft/codeQuality";
import type { Bitmap } from "../image/bitmap";
import type { FilesSnapshot } from "../project/sourceFiles";
import type { Render, RenderFact, RenderOutcome } from "../render/renderer";

/** How the loop draws and measures. A page that `compare` cannot stand counts as not drawn. */
export interface Eyes {
  render(files: FilesSnapshot, signal: AbortSignal): Promise<RenderOutcome>;
  compare(render: Render, signal: AbortSignal): Promise<Comparison>;
  /** Measures the code of a page that can be drawn; undefined when it then could not. */
  examine(files: FilesSnapshot, signal: AbortSignal): Promise<CodeQuality | undefined>;
}

/** What a state of the files came to. */
export interface Measurement {
  readonly files: FilesSnapshot;
  /** Undefined when the page could not be drawn or compared; `problem` says why. */
  readonly measured: { readonly render: Render; readonly comparison: Comparison } | undefined;
  readonly problem: string | undefined;
  readonly facts: readonly RenderFact[];
  /** How good the code is, once it was examined. */
  readonly code?: CodeQuality;
}

/**
 * Draws and measures states of the files; the same state is measured once. Remembers the best state since `startIteration`,
 * so that a model that spoils its work with a last edit loses nothing.
 */
export class PageMeter {
  private last: Measurement | undefined;
  private best: Measurement | undefined;
  private spent = { render: 0, compare: 0 };

  constructor(
    private readonly eyes: Eyes,
    private readonly now: () => number,
  ) {}

  startIteration(): void {
    this.best = undefined;
    this.spent = { render: 0, compare: 0 };
  }

  /** Milliseconds spent since `startIteration`. */
  get ms(): { readonly render: number; readonly compare: number } {
    return this.spent;
  }

  /** What was drawn last, whether or not it was the best; undefined: nothing was, or it failed. */
  get lastRender(): Bitmap | undefined {
    return this.last?.measured?.render.bitmap;
  }

  async measure(
    files: FilesSnapshot,
    signal: AbortSignal,
    onStage: (stage: "rendering" | "comparing") => void = () => undefined,
  ): Promise<Measurement> {
    const known = [this.last, this.best].find((one) => one && sameFiles(one.files, files));
    const measurement = known ?? (await this.measureNow(files, signal, onStage));
    this.last = measurement;
    if (fidelityOf(measurement) > fidelityOf(this.best)) this.best = measurement;
    return measurement;
  }

  /** The best state measured since `startIteration`, or `fallback` when none was better. */
  bestOf(fallback: Measurement): Measurement {
    return this.best && fidelityOf(this.best) > fidelityOf(fallback) ? this.best : fallback;
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
    onStage: (stage: "rendering" | "comparing") => void,
  ): Promise<Measurement> {
    onStage("rendering");
    const started = this.now();
    const outcome = await raceAbort(this.eyes.render(files, signal), signal);
    const rendered = this.now();
    this.spent.render += rendered - started;
    if (!outcome.ok)
      return { files, measured: undefined, problem: outcome.message, facts: outcome.facts };
    onStage("comparing");
    const { render } = outcome;
    try {
      const comparison = await raceAbort(this.eyes.compare(render, signal), signal);
      return { files, measured: { render, comparison }, problem: undefined, facts: render.facts };
    } catch (error) {
      if (isAbort(error)) throw error;
      const problem = `The page was drawn but could not be compared: ${describeError(error)}`;
      return { files, measured: undefined, problem, facts: render.facts };
    } finally {
      this.spent.compare += this.now() - rendered;
    }
  }
}

/** −1 when there is nothing to score, so that any drawn page beats it. */
export function fidelityOf(measurement: Pick<Measurement, "measured"> | undefined): number {
  return measurement?.measured?.comparison.fidelity ?? -1;
}

function sameFiles(a: FilesSnapshot, b: FilesSnapshot): boolean {
  if (a.size !== b.size) return false;
  for (const [path, bytes] of a) if (b.get(path) !== bytes) return false;
  return true;
}
