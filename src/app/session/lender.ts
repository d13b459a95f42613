import type { Disposable } from "../../base/lifecycle";

/** Something lent; `giveBack` may be called more than once. */
export interface Loan<Item> {
  readonly item: Item;
  readonly giveBack: () => Promise<void>;
  /** Whether another borrower still has something that was opened before. */
  readonly mustWait: () => boolean;
  /** Resolves when all that was opened before is closed: for what cannot be used side by side. */
  readonly alone: () => Promise<void>;
}

interface Entry<Item> {
  readonly item: Item;
  /** Grows from one to the next. */
  readonly order: number;
  lent: number;
}

/**
 * Lends what is costly to open from one borrower to the next. What was asked for last stays open; anything else is closed as
 * soon as nobody has it.
 */
export class Lender<Item extends Disposable> {
  private readonly entries = new Map<string, Entry<Item>>();
  private wanted = "";
  private opened = 0;
  /** Called, once, when something was given back. */
  private waiting: (() => void)[] = [];
  private closing: Promise<void> = Promise.resolve();

  /** Lends what is known by `key`; `open` makes it when there is none. */
  borrow(key: string, open: () => Item): Loan<Item> {
    this.wanted = key;
    const entry = this.entries.get(key) ?? { item: open(), order: this.opened++, lent: 0 };
    this.entries.set(key, entry);
    entry.lent++;
    // Who borrows one does not fail because another one is hard to close.
    this.closeUnwanted().catch(() => undefined);
    let given: Promise<void> | undefined;
    const giveBack = (): Promise<void> => {
      entry.lent--;
      const work = this.closeUnwanted();
      for (const wake of this.waiting.splice(0)) wake();
      return work;
    };
    return {
      item: entry.item,
      giveBack: () => (given ??= giveBack()),
      mustWait: () => this.before(entry).some(([, { lent }]) => lent > 0),
      alone: () => this.closeBefore(entry),
    };
  }

  /** Closes everything, whoever has it. The first failure is thrown when all is done. */
  async dispose(): Promise<void> {
    const items = [...this.entries.values()].map(({ item }) => item);
    this.entries.clear();
    for (const wake of this.waiting.splice(0)) wake();
    await this.close(items);
    await this.closing;
  }

  private closeUnwanted(): Promise<void> {
    return this.closeIdle([...this.entries].filter(([key]) => key !== this.wanted));
  }

  private before({ order }: Entry<Item>): (readonly [string, Entry<Item>])[] {
    return [...this.entries].filter(([, other]) => other.order < order);
  }

  /** Who came first is waited for, and nobody waits for who comes later: so nobody waits for ever. */
  private async closeBefore(entry: Entry<Item>): Promise<void> {
    // Whoever gave it back meanwhile waits no more.
    while (entry.lent > 0) {
      const before = this.before(entry);
      if (before.length === 0) return this.closing;
      // How the closing of another one ends is not this one's concern.
      if (before.some(([, { lent }]) => lent === 0))
        await this.closeIdle(before).catch(() => undefined);
      else await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  private closeIdle(entries: readonly (readonly [string, Entry<Item>])[]): Promise<void> {
    const idle = entries.filter(([, { lent }]) => lent === 0);
    for (const [key] of idle) this.entries.delete(key);
    return this.close(idle.map(([, { item }]) => item));
  }

  private async close(items: readonly Item[]): Promise<void> {
    const work = Promise.allSettled(items.map(async (item) => item.dispose()));
    // Without their results, each of which would hold the one before.
    this.closing = Promise.all([this.closing, work]).then(() => undefined);
    for (const result of await work) if (result.status === "rejected") throw result.reason;
  }
}
