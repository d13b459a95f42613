import type { SteerMessage } from "../protocol/steering";

/**
 * What people say to a run on its way. Whoever has it posts at any time; the loop takes everything at once, in the order in which
 * it came, before each answer of the model and after each iteration. Nothing is lost: what nobody took waits.
 */
export class Inbox {
  private messages: SteerMessage[] = [];
  private wake: () => void = () => undefined;

  post(message: SteerMessage): void {
    this.messages.push(message);
    this.wake();
  }

  take(): readonly SteerMessage[] {
    const taken = this.messages;
    this.messages = [];
    return taken;
  }

  /** Resolves as soon as there is something to take. One waits at a time. */
  async arrival(): Promise<void> {
    if (this.messages.length > 0) return;
    await new Promise<void>((resolve) => (this.wake = resolve));
  }
}
