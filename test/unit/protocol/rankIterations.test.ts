import assert from "node:assert/strict";
import { isBetter, rankIterations } from "../../../src/protocol/rankIterations";
import { iteration } from "../vscode/lines";

const numbers = (...lines: readonly ReturnType<typeof iteration>[]): readonly number[] =>
  rankIterations(lines).map(({ number }) => number);

describe("rankIterations", () => {
  it("puts the highest fidelity first, wherever the runs started", () => {
    assert.deepEqual(numbers(iteration(1, 0.5), iteration(2, 0.9), iteration(3, 0.7)), [2, 3, 1]);
  });

  it("leaves out what was rolled back", () => {
    assert.deepEqual(numbers(iteration(1, 0.5), iteration(2, 0.9, false)), [1]);
  });

  it("prefers the later of equals, and anything drawn to what could not be drawn", () => {
    assert.deepEqual(numbers(iteration(1, undefined), iteration(2, 0), iteration(3, 0)), [3, 2, 1]);
  });

  it("prefers the better code of what looks nearly as true, and never what looks clearly less true", () => {
    const lines = [
      iteration(1, 0.9, true, 0.9),
      iteration(2, 0.92, true, 0.4),
      iteration(3, 0.96, true, 0.1),
    ];
    assert.deepEqual(numbers(...lines), [3, 1, 2]);
  });

  it("compares only what was measured under the masks of the newest that was accepted", () => {
    const masks = [{ x: 0, y: 0, width: 10, height: 10 }];
    const masked = (number: number, fidelity: number, accepted = true) => ({
      ...iteration(number, fidelity, accepted),
      masks,
    });
    const open = iteration(1, 0.9);
    assert.deepEqual(numbers(open, masked(2, 0.5), masked(3, 0.7), masked(4, 0.6, false)), [3, 2]);
    assert.deepEqual(numbers(open, masked(2, 0.5), iteration(3, 0.4)), [1, 3]);
  });
});

describe("a page edited by hand", () => {
  it("is what is gone on from: nothing before it counts, however true", () => {
    const edited = { ...iteration(2, 0.6), by: "person" } as const;
    assert.deepEqual(numbers(iteration(1, 0.9), edited, iteration(3, 0.7)), [3, 2]);
    assert.deepEqual(numbers(iteration(1, 0.9), edited, iteration(3, 0.8, false)), [2]);
    assert.deepEqual(numbers(iteration(1, 0.9), { ...edited, accepted: false }), [1]);
  });
});

describe("pinned parts", () => {
  const pinned = (number: number, fidelity: number, ...fidelities: readonly number[]) => ({
    ...iteration(number, fidelity),
    pins: fidelities.map((there, x) => ({ x, y: 0, width: 1, height: 1, fidelity: there })),
  });

  it("put the page in which one is worse after the others", () => {
    assert.deepEqual(numbers(pinned(1, 0.9, 0.8), pinned(2, 0.7, 0.9), pinned(3, 0.8, 0.9)), [
      ...[3, 2, 1],
    ]);
  });

  it("are compared with nothing that was measured without them", () => {
    assert.deepEqual(numbers(iteration(1, 0.9), pinned(2, 0.5, 0.7)), [2]);
    assert.deepEqual(numbers(pinned(1, 0.9, 1), iteration(2, 0.5)), [2]);
  });

  it("keep a page from being better", () => {
    assert.ok(
      !isBetter({ fidelity: 0.9, code: 1, pins: [0.7] }, { fidelity: 0.5, code: 1, pins: [0.8] }),
    );
    assert.ok(
      isBetter({ fidelity: 0.9, code: 1, pins: [0.8] }, { fidelity: 0.5, code: 1, pins: [0.8] }),
    );
    assert.ok(isBetter({ fidelity: 0.9, code: 1, pins: [0.1] }, { fidelity: -1, code: undefined }));
    assert.ok(!isBetter({ fidelity: -1, code: undefined }, { fidelity: 0.1, code: 0, pins: [0] }));
  });
});

describe("isBetter", () => {
  it("goes by what looks truer where code is equal, however little", () => {
    const code = 0.5;
    assert.ok(isBetter({ fidelity: 0.9003, code }, { fidelity: 0.9002, code }));
    assert.ok(!isBetter({ fidelity: 0.9, code }, { fidelity: 0.9, code }));
  });

  it("gives little for the code of a page that looks like something else", () => {
    assert.ok(isBetter({ fidelity: 0.32, code: 0.4 }, { fidelity: 0.3, code: 1 }));
    assert.ok(isBetter({ fidelity: 0.96, code: 1 }, { fidelity: 0.98, code: 0.4 }));
  });

  it("keeps a page that holds in other windows, unless one for a single window looks clearly truer", () => {
    const flowing = { code: 0.95, reflow: 1 };
    const placed = { code: 0.57, reflow: 0.45 };
    assert.ok(isBetter({ fidelity: 0.92, ...flowing }, { fidelity: 0.96, ...placed }));
    assert.ok(isBetter({ fidelity: 0.98, ...placed }, { fidelity: 0.9, ...flowing }));
  });

  it("puts anything that can be drawn before what cannot", () => {
    assert.ok(isBetter({ fidelity: 0, code: 0 }, { fidelity: -1, code: undefined }));
    assert.ok(isBetter({ fidelity: 0, code: 0 }, { fidelity: -1, code: 1 }));
  });
});
