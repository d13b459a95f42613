import { AbortError } from "../../base/async";

interface Waiter {
  readonly key: string;
  readonly enter: () => void;
}

/** What somebody has had of the gate. */
interface Share {
  /** The service had, ms, as if it had come with a fair share of what there was before. */
  had: number;
  inside: number;
  waiting: number;
}

/**
 * Lets at most `slots` in at a time, and of those who wait the one first who has had least of it: so who takes long each time waits
 * while the others have theirs. Nobody waits for ever, since who comes anew begins with what somebody would have had who had always
 * been here: the virtual time of weighted fair queueing (Demers, Keshav and Shenker, SIGCOMM 1989), with the time inside as the cost.
 */
export class FairGate {
  private readonly shares = new Map<string, Share>();
  private readonly waiters: Waiter[] = [];
  private inside = 0;
  /** Virtual time, ms: what somebody has had who was always here. */
  private fair = 0;

  /** @param now a clock, ms. */
  constructor(
    private readonly slots: number,
    private readonly now: () => number,
  ) {}

  /** Resolves, once it is `key`'s turn, with what gives the slot free again. @throws AbortError when `signal` fires before. */
  async enter(key: string, signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new AbortError();
    const share = this.shareOf(key);
    share.had = Math.max(share.had, this.fair);
    if (this.inside < this.slots) return this.admit(share);
    share.waiting++;
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        key,
        enter: () => {
          signal.removeEventListener("abort", leave);
          resolve();
        },
      };
      const leave = (): void => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        share.waiting--;
        reject(new AbortError());
      };
      this.waiters.push(waiter);
      signal.addEventListener("abort", leave, { once: true });
    });
    share.waiting--;
    return this.leaver(share);
  }

  /** Forgets what `key` has had: it will not come again. */
  forget(key: string): void {
    this.shares.delete(key);
  }

  private shareOf(key: string): Share {
    const known = this.shares.get(key);
    if (known) return known;
    const share = { had: this.fair, inside: 0, waiting: 0 };
    this.shares.set(key, share);
    return share;
  }

  private admit(share: Share): () => void {
    this.inside++;
    return this.leaver(share);
  }

  private leaver(share: Share): () => void {
    share.inside++;
    const since = this.now();
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const had = this.now() - since;
      this.fair += had / this.countPresent();
      share.had += had;
      share.inside--;
      this.next();
    };
  }

  private countPresent(): number {
    let count = 0;
    for (const { inside, waiting } of this.shares.values()) if (inside + waiting > 0) count++;
    return Math.max(1, count);
  }

  /** Hands the slot that was given free to the least served of those who wait. */
  private next(): void {
    let best: Waiter | undefined;
    for (const waiter of this.waiters)
      if (!best || this.had(waiter) < this.had(best)) best = waiter;
    if (!best) {
      this.inside--;
      return;
    }
    this.waiters.splice(this.waiters.indexOf(best), 1);
    best.enter();
  }

  private had({ key }: Waiter): number {
    return this.shares.get(key)?.had ?? this.fair;
  }
}
