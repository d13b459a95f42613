import { unlessEnded } from "../base/async";
import { MockloopError } from "../base/errors";
import { describeWords } from "../model/prompt";
import { wordsWithPart } from "../protocol/steering";
import type { SteerMessage } from "../protocol/steering";
import type { LoopState } from "./loopState";
import type { Rooms } from "./rooms";

type HearingRooms = Pick<Rooms, "inbox" | "meter" | "timeUp" | "emit">;

/**
 * Takes what was said to the run, in order, as of `iteration`; while the run is paused it waits for more, until its time is up. Only
 * notes what is wanted: each wish is carried out where it does no harm.
 *
 * @throws AbortError.
 */
export async function hear(
  rooms: HearingRooms,
  state: LoopState,
  iteration: number,
  signal: AbortSignal,
): Promise<void> {
  const { inbox, timeUp } = rooms;
  let paused = false;
  for (;;) {
    for (const message of inbox.take()) {
      note(rooms, state, iteration, message);
      if (message.type === "pause") paused = true;
      if (message.type === "go-on" || message.type === "stop") paused = false;
    }
    if (!paused || timeUp.aborted) return;
    await unlessEnded(() => inbox.arrival(), timeUp, signal);
  }
}

/** Hands the model the words it has yet to hear. */
export function passWordsOn({ transcript, unheard }: LoopState): void {
  if (unheard.length === 0) return;
  transcript.say(describeWords(unheard.splice(0)));
}

/** What came too late for a run that ended: noted all the same, and the words that nobody heard are told. */
export function hearTheRest(rooms: HearingRooms, state: LoopState, iteration: number): void {
  for (const message of rooms.inbox.take()) note(rooms, state, iteration, message);
  if (state.unheard.length > 0)
    rooms.emit({ type: "unheard", iteration, words: state.unheard.splice(0) });
}

function note(
  { meter, emit }: HearingRooms,
  state: LoopState,
  iteration: number,
  message: SteerMessage,
): void {
  let refused: string | undefined;
  switch (message.type) {
    case "say":
      state.unheard.push(wordsWithPart(message.text, message.about));
      break;
    case "mask":
    case "pin":
      try {
        const eyes = state.newEyes ?? meter.eyes;
        const { type: _, ...parts } = message;
        state.newEyes = eyes.minding({ ...eyes.marked, ...parts });
      } catch (error) {
        if (!(error instanceof MockloopError)) throw error;
        refused = error.userMessage;
      }
      break;
    case "stop":
      state.stopAsked = true;
      break;
    case "more":
      state.maxIterations += message.iterations;
      break;
    case "pause":
    case "go-on":
      break;
  }
  emit({ type: "steer", iteration, message, refused });
}
