import type { ModelEvent } from "../../model/model";
import type { ProgressLine } from "../../protocol/runProtocol";

type Draft = NonNullable<ProgressLine["draft"]>;

/** So much of the end of a file is told, characters, and so often at most. */
const TAIL = 1500;
const EVERY_MS = 300;
/** Beyond this the beginning of a call's arguments is not kept: the content is longer than that, its path is not. */
const HEAD = 2000;

/** Follows a file through the arguments of the call that writes it, as they stream in. */
export class DraftStream {
  private isWriting = false;
  private head = "";
  private tail = "";
  private toldAt = -Infinity;

  /** @param now Milliseconds, monotonic. */
  constructor(private readonly now: () => number) {}

  /** What there is to be shown after `event`; undefined: nothing new. */
  take(event: ModelEvent): Draft | undefined {
    if (event.type !== "toolCallDelta") return undefined;
    if (event.name !== "") {
      this.isWriting = event.name === "write_file";
      this.head = this.tail = "";
    }
    if (!this.isWriting) return undefined;
    if (this.head.length < HEAD) this.head += event.argumentsDelta;
    this.tail = (this.tail + event.argumentsDelta).slice(-2 * TAIL);
    if (this.now() - this.toldAt < EVERY_MS) return undefined;
    const path = /"path"\s*:\s*"([^"\\]+)"/.exec(this.head)?.[1];
    const tail = this.readTail();
    if (path === undefined || tail === undefined) return undefined;
    this.toldAt = this.now();
    return { path, tail };
  }

  /** The end of the content so far; undefined where it has not begun. */
  private readTail(): string | undefined {
    const start = /"content"\s*:\s*"/.exec(this.tail);
    if (!start && !/"content"\s*:\s*"/.test(this.head)) return undefined;
    const raw = start
      ? this.tail.slice(start.index + start[0].length)
      : withoutCutEscape(this.tail);
    const text = decodeJsonText(raw);
    return text.slice(-TAIL);
  }
}

/** The text without what is left of an escape at its beginning. */
function withoutCutEscape(text: string): string {
  return text.slice(text.indexOf(" ") + 1);
}

/** Reads the inside of a JSON string that may end in its middle, or be followed by the rest of an object. */
function decodeJsonText(raw: string): string {
  let text = "";
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at] ?? "";
    if (character === '"') break;
    if (character !== "\\") text += character;
    else {
      const escape = raw[++at] ?? "";
      if (escape === "u") {
        text += String.fromCharCode(parseInt(raw.slice(at + 1, at + 5), 16) || 0xfffd);
        at += 4;
      } else text += ESCAPES[escape] ?? escape;
    }
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "", b: "", f: "" };
