import type { RenderFact } from "../renderer";

const MAX_FACTS = 60;
const MAX_MESSAGE_LENGTH = 300;

/** The facts of one render: each once, a bounded number, the rest counted. */
export class FactCollector {
  private readonly facts = new Map<string, RenderFact>();
  private dropped = 0;

  add(kind: RenderFact["kind"], message: string): void {
    const text = message.replace(/\s+/g, " ").trim();
    const bounded =
      text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH - 1)}…` : text;
    const key = `${kind}\n${bounded}`;
    if (this.facts.has(key)) return;
    if (this.facts.size < MAX_FACTS) this.facts.set(key, { kind, message: bounded });
    else this.dropped++;
  }

  list(): readonly RenderFact[] {
    const facts = [...this.facts.values()];
    if (this.dropped > 0)
      facts.push({ kind: "console-error", message: `${this.dropped} further messages.` });
    return facts;
  }
}
