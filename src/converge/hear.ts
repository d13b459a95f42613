import { unlessEnded } from "../base/async";
import { MockloopError } from "../base/errors";
import { describeWords } from "../model/prompt";
import { wordsWithPart } from "../protocol/steering";
import type { SteerMessage } from "../protocol/steering";
import { noteEdit } from "./handEdits";
import type { LoopState } from "./loopState";
import type { Rooms } from "./rooms";

type HearingRooms = Pick<Rooms, "inbox" | "meter" | "timeUp" | "emit">;

/**
 * Takes what was said to the run, in order, as of `iteration`; while the run is paused it waits for more, until its time is up or a page
 * that was edited by hand is to be measured. Only notes what is wanted: each wish is carried out where it does no harm.
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
  for (;;) {
    for (const message of inbox.take()) note(rooms, state, iteration, message);
    if (!state.isPaused || state.edits.length > 0 || timeUp.aborted) return;
    await unlessEnded(() => inbox.arrival(), timeUp, signal);
  }
}

/** Hands the model the words it has yet to hear, and what was edited by hand. */
export function passWordsOn({ transcript, unheard, untold }: LoopState): void {
  for (const edited of untold.splice(0)) transcript.say(edited);
  if (unheard.length > 0) transcript.say(describeWords(unheard.splice(0)));
}

/** What came too late for a run that ended: noted all the same, and the words that nobody heard are told. */
export function hearTheRest(rooms: HearingRooms, state: LoopState, iteration: number): void {
  for (const message of rooms.inbox.take()) note(rooms, state, iteration, message, true);
  if (state.unheard.length > 0)
    rooms.emit({ type: "unheard", iteration, words: state.unheard.splice(0) });
}

function note(
  { meter, emit }: HearingRooms,
  state: LoopState,
  iteration: number,
  message: SteerMessage,
  isLate = false,
): void {
  let refused: string | undefined;
  let noted = message;
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
    case "edit":
      refused = isLate ? "The run has ended." : noteEdit(state, message);
      noted = { type: "edit", path: message.path };
      break;
    case "stop":
      state.stopAsked = true;
      state.isPaused = false;
      break;
    case "more":
      state.maxIterations += message.iterations;
      break;
    case "pause":
    case "go-on":
      state.isPaused = message.type === "pause";
      break;
  }
  emit({ type: "steer", iteration, message: noted, refused });
}
