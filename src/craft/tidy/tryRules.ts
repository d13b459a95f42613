import type { AtRule } from "postcss";
import type { Renderer } from "../../render/renderer";
import type { TrialPage, TrialRule } from "../../render/trials/trialPage";
import { findReflowLoss, reflowOf, reflowWidths } from "../measureReflow";
import { ownDeclarations, textOf, type Hypothesis } from "./hypothesis";
import type { CheckedPage } from "./pageCheck";
import { markTidySource, type TidySource } from "./tidySource";

/** A width must gain this much for a change to be worth something there. */
const MIN_GAIN = 0.002;
/** Changes whose effect on a width is measured one by one. */
const MAX_MEASURED = 60;
const HEIGHT = 900;

/**
 * Those of the hypotheses that hold, as far as boxes and styles tell: what is painted at the page's own size stays, and at each
 * other width, too, or the width gets better. One page load; later hypotheses are tried with the earlier ones made.
 */
export async function tryRules(
  renderer: Renderer,
  page: CheckedPage,
  source: TidySource,
  hypotheses: readonly Hypothesis[],
  options: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<readonly Hypothesis[]> {
  if (hypotheses.length === 0) return [];
  const { entry, viewport } = page;
  const request = { files: markTidySource(source), entry, viewport, deviceScaleFactor: 1 };
  const declarations = source.rules.map((rule) => ownDeclarations(rule).map(textOf));
  const outcome = await renderer.tryOut(
    request,
    declarations,
    (open) => tryAll(open, page, source, hypotheses),
    options,
  );
  return outcome.ok ? outcome.value : [];
}

async function tryAll(
  open: TrialPage,
  { viewport }: CheckedPage,
  source: TidySource,
  all: readonly Hypothesis[],
): Promise<readonly Hypothesis[]> {
  const sizes = [
    viewport,
    ...reflowWidths(viewport.width).map((width) => ({ width, height: HEIGHT })),
  ];
  const states: (readonly TrialRule[])[] = [];
  for (const size of sizes) states.push(await open.resize(size));
  const isShown = (number: number): boolean =>
    states.some((rules) => rules[number]?.known && rules[number].matches > 0) &&
    states.some((rules) => !rules[number]?.choosesHidden);
  let left = all.filter(({ trial }) =>
    trial.every((edit) => "unwrap" in edit || isShown(edit.rule)),
  );
  const gains = new Set<Hypothesis>();
  // What one width refuses may have been what another relied on: once more with those that are left.
  for (let pass = 0; pass < 2; pass++) {
    let held = left.length;
    for (const size of sizes) {
      await open.resize(size);
      const verdicts = await open.attempt(left.map(({ trial }) => trial));
      const same = left.filter((_, i) => verdicts[i] === "same");
      const changed = left.filter((one, i) => verdicts[i] === "changed" && mayChange(one, source));
      const better =
        size === viewport
          ? []
          : await findBetter(open, viewport.width, same, changed.slice(0, MAX_MEASURED));
      for (const one of better) gains.add(one);
      const holds = new Set([...same, ...better]);
      left = left.filter((one) => holds.has(one));
      if (size === viewport) held = left.length;
    }
    if (left.length === held) break;
  }
  return withoutRivals(left.filter((one) => one.shortens || gains.has(one)));
}

/** Of changes of one declaration, the first: it comes before the others because it is worth more. */
function withoutRivals(hypotheses: readonly Hypothesis[]): Hypothesis[] {
  const taken = new Set<string>();
  return hypotheses.filter(({ trial }) => {
    const places = trial.map(({ ...edit }) =>
      "unwrap" in edit
        ? `wrapper ${edit.unwrap}`
        : `${edit.rule}/${"at" in edit ? edit.at : "selector"}`,
    );
    if (places.some((place) => taken.has(place))) return false;
    for (const place of places) taken.add(place);
    return true;
  });
}

/** Those that do an open page good at its width, each for itself. */
async function findBetter(
  open: TrialPage,
  mockupWidth: number,
  made: readonly Hypothesis[],
  candidates: readonly Hypothesis[],
): Promise<readonly Hypothesis[]> {
  if (candidates.length === 0) return [];
  const reflow = async (more: readonly Hypothesis[]): Promise<number> => {
    await open.apply([...made, ...more].map(({ trial }) => trial));
    return reflowOf(findReflowLoss(await open.layout(), mockupWidth));
  };
  let best = await reflow([]);
  const better: Hypothesis[] = [];
  // One fixed width inside another gains nothing alone.
  let limits = candidates.filter(({ kind }) => kind === "loosen");
  const together = limits.length > 1 ? await reflow(limits) : 0;
  if (together >= best + MIN_GAIN) {
    best = together;
    for (const limit of limits) {
      const others = limits.filter((one) => one !== limit);
      if ((await reflow(others)) >= best) limits = others;
    }
    better.push(...limits);
  }
  for (const candidate of candidates) {
    if (better.includes(candidate)) continue;
    const reached = await reflow([...better, candidate]);
    if (reached < best + MIN_GAIN) continue;
    best = reached;
    better.push(candidate);
  }
  return better;
}

/** A rule for narrow windows is what those who wrote it wanted there. */
function mayChange({ trial }: Hypothesis, { rules }: TidySource): boolean {
  return trial.every((edit) => {
    const parent = "rule" in edit ? rules[edit.rule]?.parent : undefined;
    return parent?.type !== "atrule" || !/^media$/i.test((parent as AtRule).name);
  });
}
