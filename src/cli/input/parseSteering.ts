import { MockloopError } from "../../base/errors";
import { describeMismatch, matches } from "../../base/schema";
import { SteerMessage } from "../../protocol/steering";

const COMMANDS =
  "/stop, /pause, /go, /more N, /mask X,Y,WxH … (or /mask none), /pin X,Y,WxH … (or /pin none)";

/**
 * What a line typed during a run says to it; undefined for an empty line. A line that begins with "/" is a command, any other is
 * words for the model.
 *
 * @throws MockloopError BAD_OPTION for a command that there is not.
 */
export function parseSteering(line: string): SteerMessage | undefined {
  const text = line.trim();
  if (text === "") return undefined;
  const message = text.startsWith("/") ? parseCommand(text) : { type: "say", text };
  if (matches(SteerMessage, message)) return message;
  const why = message === undefined ? "" : `: ${describeMismatch(SteerMessage, message)}`;
  throw new MockloopError(
    "BAD_OPTION",
    `${JSON.stringify(text.slice(0, 80))} is nothing that a run understands${why}. Say it in words, or give a command: ${COMMANDS}.`,
  );
}

/** What may be a message: its shape is checked where it is used. */
function parseCommand(text: string): unknown {
  const [command = "", ...args] = text.split(/\s+/);
  switch (command) {
    case "/stop":
    case "/pause":
      return { type: command.slice(1) };
    case "/go":
      return { type: "go-on" };
    case "/more":
      return { type: "more", iterations: Number(args[0] ?? 1) };
    case "/mask":
      return args.length === 0 ? undefined : { type: "mask", masks: parseParts(args) };
    case "/pin":
      return args.length === 0 ? undefined : { type: "pin", pins: parseParts(args) };
    default:
      return undefined;
  }
}

const parseParts = (args: readonly string[]): readonly unknown[] =>
  args[0] === "none" ? [] : args.map(parsePart);

/** "10,20,300x40" as a rectangle; undefined for anything else. */
function parsePart(text: string): unknown {
  const match = /^(-?[\d.]+),(-?[\d.]+),([\d.]+)x([\d.]+)$/i.exec(text);
  if (!match) return undefined;
  const [x, y, width, height] = match.slice(1).map(Number);
  return { x, y, width, height };
}
