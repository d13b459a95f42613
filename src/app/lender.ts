import type { Disposable } from "../base/lifecycle";

/** Something lent; `giveBack` may be called more than once. */
export interface Loan<Item> {
  readonly item: Item;
  readonly giveBack: () => Promise<void>;
}

interface Entry<Item> {
  readonly item: Item;
  lent: number;
}

/**
 * Lends what is costly to open from one borrower to the next. What was asked for last stays open; anything else is closed as
 * soon as nobody has it.
 */
export class Lender<Item extends Disposable> {
  private readonly entries = new Map<string, Entry<Item>>();
  private wanted = "";
  private closing: Promise<void> = Promise.resolve();

  /** Lends what is known by `key`; `open` makes it when there is none. */
  borrow(key: string, open: () => Item): Loan<Item> {
    this.wanted = key;
    const entry = this.entries.get(key) ?? { item: open(), lent: 0 };
    this.entries.set(key, entry);
    entry.lent++;
    // Who borrows one does not fail because another one is hard to close.
    this.closeUnwanted().catch(() => undefined);
    let given: Promise<void> | undefined;
    const giveBack = (): Promise<void> => {
      entry.lent--;
      return this.closeUnwanted();
    };
    return { item: entry.item, giveBack: () => (given ??= giveBack()) };
  }

  /** Resolves when all that is to be closed by now is. */
  get settled(): Promise<void> {
    return this.closing;
  }

  /** Closes everything, whoever has it. The first failure is thrown when all is done. */
  async dispose(): Promise<void> {
    const items = [...this.entries.values()].map(({ item }) => item);
    this.entries.clear();
    await this.close(items);
    await this.closing;
  }

  private closeUnwanted(): Promise<void> {
    const unwanted = [...this.entries].filter(
      ([key, { lent }]) => key !== this.wanted && lent === 0,
    );
    for (const [key] of unwanted) this.entries.delete(key);
    return this.close(unwanted.map(([, { item }]) => item));
  }

  private async close(items: readonly Item[]): Promise<void> {
    const work = Promise.allSettled(items.map(async (item) => item.dispose()));
    // Without their results, each of which would hold the one before.
    this.closing = Promise.all([this.closing, work]).then(() => undefined);
    for (const result of await work) if (result.status === "rejected") throw result.reason;
  }
}
