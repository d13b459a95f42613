import { raceAbort } from "../base/async";
import type { FilesSnapshot } from "../project/sourceFiles";
import { isBetter } from "../protocol/rankIterations";
import type { Iteration, IterationMs } from "./events";
import { nextNumber, noteBest } from "./loopState";
import type { LoopState } from "./loopState";
import { scoresOf } from "./pageMeter";
import type { Measurement } from "./pageMeter";
import type { ConvergeOptions, Rooms } from "./rooms";

/**
 * An iteration in which nobody but the tidying works; it is kept or rolled back like any other. What a person edited by hand stays as they
 * left it.
 */
export async function tidyBest(
  rooms: Rooms,
  options: ConvergeOptions,
  state: LoopState,
  signal: AbortSignal,
): Promise<void> {
  const { tidy, now } = rooms;
  const { best, isBestByHand } = state;
  if (!tidy || !best?.measured || isBestByHand) return;
  const started = now();
  const tidied = await raceAbort(tidy(best.files, signal), signal);
  if (!tidied) return;
  const page = { ...tidied, started, tools: now() - started };
  const accept = (tried: Measurement): boolean => isBetter(scoresOf(tried), scoresOf(best));
  await measureExtra(rooms, options, state, page, accept, signal);
}

/**
 * An iteration in which nobody works: the best page is measured anew, as new masks and pins make its scores others. What was measured
 * before them is compared with nothing any more.
 */
export async function lookAgain(
  rooms: Rooms,
  options: ConvergeOptions,
  state: LoopState,
  signal: AbortSignal,
): Promise<void> {
  const { newEyes, best } = state;
  if (!newEyes) return;
  state.newEyes = undefined;
  rooms.meter.lookWith(newEyes);
  if (!best?.measured) return;
  const summary = "Masks or pins were changed: the best page, measured again.";
  const page = { files: best.files, summary, started: rooms.now(), tools: 0 };
  const canBeDrawn = ({ measured }: Measurement): boolean => measured !== undefined;
  await measureExtra(rooms, options, state, page, canBeDrawn, signal);
  state.bestFidelities.length = 0;
  noteBest(state);
}

/** Measures and keeps a page that no model wrote, as an iteration of its own. */
export async function measureExtra(
  { meter, now, emit, keep }: Rooms,
  options: ConvergeOptions,
  state: LoopState,
  page: {
    readonly files: FilesSnapshot;
    readonly summary: string;
    readonly by?: Iteration["by"];
    /** `now()` when the work on it began, and the milliseconds of that work. */
    readonly started: number;
    readonly tools: number;
  },
  isAccepted: (tried: Measurement) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const number = nextNumber(state, options);
  let iteration: Iteration | undefined;
  emit({ type: "iterationStart", number });
  try {
    meter.startIteration();
    const measurement = await meter.measure(page.files, signal, (stage) =>
      emit({ type: "stage", iteration: number, stage }),
    );
    const tried = await meter.examine(measurement, signal);
    const accepted = isAccepted(tried);
    const { summary, by, tools, started } = page;
    const ms = { model: 0, tools, ...meter.ms, total: now() - started };
    iteration = unmodelled({ number, accepted, ...(by && { by }), ...tried, summary, ms });
    await keep(iteration);
    state.iterations++;
    if (!accepted) return;
    state.best = tried;
    state.bestIteration = iteration;
  } finally {
    emit({ type: "iterationEnd", number, iteration });
  }
}

/** An iteration that cost no model anything. */
export function unmodelled(
  iteration: Omit<Iteration, "usage"> & { readonly ms: IterationMs },
): Iteration {
  return {
    ...iteration,
    usage: { promptTokens: 0, cachedTokens: 0, outputTokens: 0, ms: 0 },
  };
}
