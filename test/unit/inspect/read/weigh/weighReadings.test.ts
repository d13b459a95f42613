import assert from "node:assert/strict";
import { weighReadings } from "../../../../../src/inspect/read/weigh/weighReadings";

const reading = (text: string, confidence: number) => ({ text, confidence });

describe("weighReadings", () => {
  it("takes for sure what both read", () => {
    const weighed = weighReadings([reading("11k", 0.6)], [reading("11k", 0.95)]);
    assert.deepEqual(weighed, { text: "11k", confidence: 0.95, others: [], agreed: true });
  });

  it("knows quotes and dashes in all their forms", () => {
    const { text, others, agreed } = weighReadings(
      [reading("it’s 3–4", 0.9)],
      [reading("it's 3-4", 0.9)],
    );
    assert.deepEqual([text, others, agreed], ["it’s 3–4", [], true]);
  });

  it("keeps the other spacing of the same letters", () => {
    const { text, others, agreed } = weighReadings(
      [reading("Login", 0.9)],
      [reading("Log in", 0.9)],
    );
    assert.deepEqual([text, others, agreed], ["Login", ["Log in"], true]);
  });

  it("puts forward what has more confidence behind it, and keeps what else was read", () => {
    const weighed = weighReadings([reading("17", 0.7)], [reading("117", 0.98)]);
    assert.deepEqual([weighed.text, weighed.others, weighed.agreed], ["117", ["17"], false]);
    assert.ok(weighed.confidence < 0.98);
  });

  it("lets a reader count once, however often it read", () => {
    const first = [reading("1.101", 0.6), reading("1.101", 0.6), reading("1,101", 0.5)];
    const { text, others } = weighReadings(first, [reading("1,101", 0.9)]);
    assert.deepEqual([text, others], ["1,101", ["1.101"]]);
  });

  it("puts forward what most readings of a long line are nearly, not the one that is said twice as surely", () => {
    const { text } = weighReadings(
      [
        reading("Efficient workflow for offices: first floor, 00 ni.", 0.6),
        reading("Efficient workflow for offices: first floor, 00 mn).", 0.6),
        reading("Efficient workflow for offices: first floor, O0 l1l.", 0.6),
      ],
      [
        reading("Efficient worklow for diffcultoffice ist for,lins .", 0.7),
        reading("Eff s r, nis", 0.5),
      ],
    );
    assert.match(text, /^Efficient workflow for offices: first floor/);
  });

  it("does with one reader, and does not say that it agreed", () => {
    const alone = weighReadings([reading("Pages", 0.9)], []);
    assert.deepEqual([alone.text, alone.agreed], ["Pages", undefined]);
    assert.equal(weighReadings([], [reading("Pages", 0.9)]).text, "Pages");
    assert.throws(() => weighReadings([], []), RangeError);
  });

  it("does not take nothing for a reading", () => {
    const { text, others, agreed } = weighReadings([reading("", 0)], [reading("117", 0.9)]);
    assert.deepEqual([text, others, agreed], ["117", [], false]);
  });
});
