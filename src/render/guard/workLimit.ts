import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "puppeteer";
import { TimeoutError } from "../../base/async";

/** A process of a browser, and how long it has worked since it began, ms of the processor. */
interface ProcessWork {
  readonly id: number;
  /** Whether it is a page's own, and not one that serves all pages. */
  readonly isPage: boolean;
  readonly ms: number;
}

export type WorkClock = () => Promise<readonly ProcessWork[]>;

/** Asks the browser itself, which answers while its pages are busy. */
export function createWorkClock(browser: Browser): WorkClock {
  return async () => {
    const session = await browser.target().createCDPSession();
    try {
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      return processInfo.map(({ id, type, cpuTime }) => {
        return { id, isPage: type === "renderer", ms: cpuTime * 1000 };
      });
    } finally {
      void session.detach().catch(() => undefined);
    }
  };
}

/** So many times its limit work may take where others have the processor. */
export const PATIENCE = 6;
/** Nearly all work ends before this share of its limit; what is worked after it is counted … */
const UNCOUNTED = 0.2;
/** … and when that is this share of the time until the limit, the page keeps the browser busy. */
const BUSY = 0.6;
/** How often it is asked once the limit is passed, as a share of that. */
const STEP = 0.1;

/**
 * Settles with `work`, or rejects with TimeoutError: after `limitMs` when the browser, with the busiest of its pages, has worked for about half of
 * that time, else as soon as it has, and after {@link PATIENCE} times the limit whatever they did. So a page is not blamed for a busy
 * machine, and one that only waits ends too. The work is not stopped by this.
 */
export async function withinWork<T>(
  work: Promise<T>,
  limitMs: number,
  clock: WorkClock,
): Promise<T> {
  const settled = new AbortController();
  const { signal } = settled;
  setMaxListeners(0, signal);
  const wait = (share: number): Promise<void> => sleep(limitMs * share, undefined, { signal });
  try {
    return await Promise.race([work, untilBusy(limitMs, clock, wait), untilLast(limitMs, wait)]);
  } finally {
    settled.abort();
  }
}

type Wait = (share: number) => Promise<void>;

/** Rejects once too much was worked, or the browser does not say how much: what floods it with messages keeps it busy, too. */
async function untilBusy(limitMs: number, clock: WorkClock, wait: Wait): Promise<never> {
  await wait(UNCOUNTED);
  const ask = (share: number): Promise<readonly ProcessWork[] | undefined> =>
    Promise.race([clock().catch(() => undefined), wait(share).then(() => undefined)]);
  const before = (await ask(1 - UNCOUNTED)) ?? [];
  await wait(1 - UNCOUNTED);
  for (;;) {
    const now = await ask(1);
    if (!now || workedSince(before, now) >= limitMs * (1 - UNCOUNTED) * BUSY)
      throw new TimeoutError(limitMs);
    await wait(STEP);
  }
}

/** What the browser's own processes worked, and the busiest of its pages: which of them is whose it does not say. */
function workedSince(before: readonly ProcessWork[], now: readonly ProcessWork[]): number {
  const known = new Map(before.map(({ id, ms }) => [id, ms]));
  const worked = now.map((one) => ({ ...one, ms: one.ms - (known.get(one.id) ?? 0) }));
  const own = worked.filter(({ isPage }) => !isPage).reduce((sum, { ms }) => sum + ms, 0);
  return own + Math.max(0, ...worked.map(({ isPage, ms }) => (isPage ? ms : 0)));
}

async function untilLast(limitMs: number, wait: Wait): Promise<never> {
  await wait(PATIENCE);
  throw new TimeoutError(limitMs * PATIENCE);
}
