import { createInterface } from "node:readline";
import { userMessageOf } from "../../base/errors";
import type { Inbox } from "../../converge/inbox";
import { parseSteering } from "./parseSteering";

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
