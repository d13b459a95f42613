import { setTimeout as sleep } from "node:timers/promises";
import type { LlamaModelOptions } from "../../src/model/llama/llamaModel";
import type { ModelEvent, ModelRequest } from "../../src/model/model";
import { picture, question, words } from "./requests";
import { ask, openSubject, type Subject } from "./subject";

export interface AbortFigures {
  /** Until whoever asked was told. */
  readonly settledMs: number;
  /** Until the engine had done its next work, a question of one word. */
  readonly nextMs: number;
}

interface Case {
  readonly what: string;
  readonly request: ModelRequest;
  readonly phase: (ModelEvent & { type: "progress" })["phase"];
  /** After the phase began. */
  readonly delayMs: number;
}

/** @param pace 1 for two cores; less for what is faster, so that the moments lie within the phases. */
function cases(pace: number): Case[] {
  const look = question([picture(1280, 800, 77)], 4);
  const read = question(words(6000, 55), 4);
  const write = question("Write.", 4000);
  return [
    { what: "a picture, early", request: look, phase: "reading picture", delayMs: 500 * pace },
    { what: "a picture, later", request: look, phase: "reading picture", delayMs: 8000 * pace },
    { what: "reading", request: read, phase: "reading prompt", delayMs: 1500 * pace },
    { what: "writing", request: write, phase: "writing", delayMs: 1500 * pace },
  ];
}

/** Stops in the middle of each phase of an answer. Undefined figures: the phase was over before. */
export async function* measureAborts(
  subject: Subject,
  pace: number,
): AsyncGenerator<{ readonly what: string; readonly figures: AbortFigures | undefined }> {
  const probe = question("Hi.", 1);
  for (const { what, request, phase, delayMs } of cases(pace)) {
    await ask(subject, probe);
    const abort = new AbortController();
    let at = 0;
    let begun = false;
    const stop = async (): Promise<void> => {
      await sleep(delayMs);
      at = performance.now();
      abort.abort();
    };
    const onEvent = (event: ModelEvent): void => {
      if (begun || event.type !== "progress" || event.phase !== phase) return;
      begun = true;
      void stop();
    };
    const finished = await ask(subject, request, abort.signal, onEvent).then(
      () => true,
      () => false,
    );
    const settledMs = performance.now() - at;
    if (finished || at === 0) {
      yield { what, figures: undefined };
      continue;
    }
    await ask(subject, probe);
    yield { what, figures: { settledMs, nextMs: performance.now() - at } };
  }
}

/** Stops loading at a share of it; resolves with the time until the caller was told, and undefined when it was loaded before. */
export async function measureLoadAbort(
  options: LlamaModelOptions,
  share: number,
): Promise<number | undefined> {
  const abort = new AbortController();
  let at = 0;
  const onLoad = (done: number): void => {
    if (at > 0 || done < share) return;
    at = performance.now();
    abort.abort();
  };
  try {
    await (await openSubject(options, onLoad, abort.signal)).close();
    return undefined;
  } catch (error) {
    if (at === 0) throw error;
    return performance.now() - at;
  }
}
