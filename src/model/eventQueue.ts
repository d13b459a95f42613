/** Events pushed by callbacks, pulled by one `for await`. Ends with `end`, or throws what `fail` was given. */
export class EventQueue<Event> implements AsyncIterable<Event> {
  private readonly events: Event[] = [];
  private outcome: { readonly error?: unknown } | undefined;
  private wake: () => void = () => undefined;

  push(event: Event): void {
    this.events.push(event);
    this.wake();
  }

  end(): void {
    this.outcome ??= {};
    this.wake();
  }

  fail(error: unknown): void {
    this.outcome ??= { error };
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Event> {
    for (;;) {
      for (let event = this.events.shift(); event !== undefined; event = this.events.shift()) {
        yield event;
      }
      if (this.outcome) {
        if ("error" in this.outcome) throw this.outcome.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        if (this.events.length > 0 || this.outcome) resolve();
      });
    }
  }
}
