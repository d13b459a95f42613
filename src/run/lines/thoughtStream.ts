import type { ModelEvent } from "../../model/model";

/** So much of the end of a thought is told, characters, and so often at most. */
const TAIL = 4000;
const EVERY_MS = 300;

/** Follows what a model thinks before it answers. */
export class ThoughtStream {
  private tail = "";
  private isTold = true;
  private toldAt = -Infinity;

  /** @param now Milliseconds, monotonic. */
  constructor(private readonly now: () => number) {}

  /** A new answer begins. */
  start(): void {
    this.tail = "";
    this.isTold = true;
  }

  /** The thought's end as far as it has come after `event`; undefined: nothing new is to be shown. */
  take(event: ModelEvent): string | undefined {
    if (event.type === "reasoning") {
      this.tail = (this.tail + event.delta).slice(-TAIL);
      this.isTold = false;
      if (this.now() - this.toldAt < EVERY_MS) return undefined;
    }
    // What comes after a thought tells the rest of it.
    if (this.isTold || (event.type !== "reasoning" && !FOLLOWS.has(event.type))) return undefined;
    this.isTold = true;
    this.toldAt = this.now();
    return this.tail;
  }
}

const FOLLOWS: ReadonlySet<ModelEvent["type"]> = new Set(["text", "toolCallDelta"]);
