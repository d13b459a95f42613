import assert from "node:assert/strict";
import { TimeoutError } from "../../../../src/base/async";
import { PATIENCE, withinWork } from "../../../../src/render/guard/workLimit";

const LIMIT_MS = 200;
const never = new Promise<never>(() => undefined);
const isLate = (timeoutMs: number) => (error: unknown) =>
  error instanceof TimeoutError && error.timeoutMs === timeoutMs;

/** A browser one of whose pages has worked for so long at each question, ms. */
const worked = (...ms: readonly number[]) => {
  let asked = 0;
  return {
    asked: () => asked,
    clock: () =>
      Promise.resolve([{ id: 7, isPage: true, ms: ms[Math.min(asked++, ms.length - 1)] ?? 0 }]),
  };
};

describe("a limit for work", () => {
  it("ends what kept a process busy", async () => {
    const { clock } = worked(5_000, 5_000 + LIMIT_MS);
    await assert.rejects(withinWork(never, LIMIT_MS, clock), isLate(LIMIT_MS));
  });

  it("does not blame a page for a processor that others have", async () => {
    // Its work goes on after the limit, and ends before a process has worked for as long.
    let end: (value: string) => void = () => undefined;
    const work = new Promise<string>((resolve) => (end = resolve));
    const { clock, asked } = worked(5_000, 5_001);
    const asking = async (): ReturnType<typeof clock> => {
      if (asked() === 3) end("drawn");
      return clock();
    };
    assert.equal(await withinWork(work, LIMIT_MS, asking), "drawn");
  });

  it("ends it as soon as it was busy for long enough after all", async () => {
    const { clock, asked } = worked(5_000, 5_001, 5_002, 5_000 + LIMIT_MS);
    await assert.rejects(withinWork(never, LIMIT_MS, clock), isLate(LIMIT_MS));
    assert.equal(asked(), 4);
  });

  it("counts what the browser does for a page, and not what its other pages do", async () => {
    const at = (own: number, ...pages: readonly number[]) => [
      { id: 1, isPage: false, ms: own },
      ...pages.map((ms, index) => ({ id: 2 + index, isPage: true, ms })),
    ];
    const third = LIMIT_MS / 3;
    const sharing = [at(9, 5, 5), at(9 + third, 5 + third, 5)];
    await assert.rejects(
      withinWork(never, LIMIT_MS, () => Promise.resolve(sharing.shift() ?? [])),
      isLate(LIMIT_MS),
    );
    const among = [at(9, 5, 5, 5), at(9, 5 + third, 5 + third, 5 + third)];
    await assert.rejects(
      withinWork(never, LIMIT_MS, () => Promise.resolve(among.shift() ?? [])),
      isLate(LIMIT_MS * PATIENCE),
    );
  });

  it("ends what never works, and never answers, after a longer while", async () => {
    const { clock } = worked(5_000);
    await assert.rejects(withinWork(never, LIMIT_MS, clock), isLate(LIMIT_MS * PATIENCE));
  });

  it("takes a browser that cannot say how long it worked for a busy one", async () => {
    const silent = (): Promise<never> => never;
    await assert.rejects(withinWork(never, LIMIT_MS, silent), isLate(LIMIT_MS));
  });

  it("goes by the clock alone where the browser does not say how long it worked", async () => {
    const failing = (): Promise<never> => Promise.reject(new Error("no such method"));
    await assert.rejects(withinWork(never, LIMIT_MS, failing), isLate(LIMIT_MS));
  });

  it("passes on what the work came to", async () => {
    const { clock, asked } = worked(0);
    assert.equal(await withinWork(Promise.resolve(1), LIMIT_MS, clock), 1);
    await assert.rejects(withinWork(Promise.reject(new Error("x")), LIMIT_MS, clock), /^Error: x$/);
    assert.equal(asked(), 0);
  });
});
