import { createInterface } from "node:readline";
import { userMessageOf } from "../../base/errors";
import { Inbox } from "../../converge/inbox";
import { parseSteering } from "./parseSteering";

/** Where people type what they say to a run, and where they are told what was wrong with it. */
export interface Steer {
  readonly input: NodeJS.ReadableStream;
  readonly warn: (text: string) => void;
}

/**
 * Posts what is typed, line by line, until the returned function is called; `warn` gets a sentence for a line that says nothing. When
 * the input ends, a run that is paused goes on: nobody could tell it to any more.
 */
export function readSteering(
  input: NodeJS.ReadableStream,
  inbox: Inbox,
  warn: (text: string) => void,
): () => void {
  const lines = createInterface({ input });
  let isWanted = true;
  let isPaused = false;
  lines.on("line", (line) => {
    if (!isWanted) return;
    try {
      const message = parseSteering(line);
      if (!message) return;
      inbox.post(message);
      if (message.type === "pause") isPaused = true;
      if (message.type === "go-on" || message.type === "stop") isPaused = false;
    } catch (error) {
      warn(`${userMessageOf(error)}\n`);
    }
  });
  lines.on("close", () => {
    if (isWanted && isPaused) inbox.post({ type: "go-on" });
  });
  return () => {
    isWanted = false;
    lines.close();
    input.pause();
  };
}

/** Lets people speak to a run as long as it goes on. */
export async function steered<T>(
  steer: Steer | undefined,
  run: (inbox: Inbox) => Promise<T>,
): Promise<T> {
  const inbox = new Inbox();
  const stop = steer && readSteering(steer.input, inbox, steer.warn);
  try {
    return await run(inbox);
  } finally {
    stop?.();
  }
}
