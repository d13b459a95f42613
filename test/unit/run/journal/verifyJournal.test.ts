import assert from "node:assert/strict";
import fc from "fast-check";
import { JournalChain } from "../../../../src/run/journal/chain";
import { verifyJournal } from "../../../../src/run/journal/verifyJournal";

/** A journal of `count` lines after `before`. */
function write(count: number, before = ""): string {
  const chain = JournalChain.after(before);
  let text = before;
  for (let line = 1; line <= count; line++)
    text += `${chain.add({ type: "notice", message: `Line ${line} of “it”.` })}\n`;
  return text;
}

const faultsOf = (text: string): readonly string[] =>
  verifyJournal(text).faults.map(({ number, kind }) => `${kind} ${number}`);

describe("verifyJournal", () => {
  const text = write(6);
  const lines = text.trimEnd().split("\n");
  const join = (some: readonly string[]): string => some.map((line) => `${line}\n`).join("");

  it("finds nothing in a journal as it was written, also by several processes", () => {
    const { good, head, faults, torn, unchained } = verifyJournal(text);
    assert.deepEqual([good, head?.line, faults, torn, unchained], [6, 6, [], [], 0]);
    const later = write(3, text);
    assert.deepEqual([verifyJournal(later).good, faultsOf(later)], [9, []]);
    assert.deepEqual(verifyJournal("").faults, []);
  });

  it("says which line was changed, whatever was changed in it", () => {
    for (const changed of [
      lines[2]?.replace("Line 3", "Line 8"),
      lines[2]?.replace('"line":3', '"line":3 '),
      lines[2]?.slice(0, 20),
      "{}",
      `${lines[2]} `,
    ])
      assert.deepEqual(faultsOf(join(lines.with(2, changed ?? ""))), ["changed 3"], changed);
  });

  it("says which lines are missing, and which are not in their place", () => {
    const without = [...lines.slice(0, 2), ...lines.slice(4)];
    const [fault] = verifyJournal(join(without)).faults;
    assert.equal(fault?.words, "The run's lines 3 to 4 are missing before line 3.");
    assert.deepEqual(faultsOf(join(lines.slice(1))), ["missing 1"]);
    const twice = [...lines.slice(0, 3), lines[2] ?? "", ...lines.slice(3)];
    assert.deepEqual(faultsOf(join(twice)), ["moved 4"]);
    const other = write(6).replaceAll("“it”", "“it” ");
    const foreign = lines.with(3, other.split("\n")[3] ?? "");
    assert.deepEqual(faultsOf(join(foreign)), ["changed 4"]);
    // A line that was made anew, with a hash of its own, does not lead to the next one.
    const forged = JournalChain.after(join(lines.slice(0, 2))).add({
      type: "notice",
      message: "x",
    });
    assert.deepEqual(faultsOf(join(lines.with(2, forged))), ["changed 4"]);
  });

  it("tells a line that a kill cut off from one that was cut by hand", () => {
    const cut = text.slice(0, -30);
    assert.deepEqual([verifyJournal(cut).torn, faultsOf(cut)], [[6], []]);
    assert.deepEqual(faultsOf(`${cut}\n`), ["changed 6"], "a kill leaves no line break");
    const wentOn = write(2, `${cut}\n`);
    assert.deepEqual([verifyJournal(wentOn).torn, faultsOf(wentOn)], [[6], []]);
    const shorter = wentOn.replace(`${cut}\n`, `${cut.slice(0, -5)}\n`);
    assert.deepEqual(faultsOf(shorter), ["changed 6"]);
  });

  it("takes the lines of an earlier version as one whole", () => {
    const old = '{"type":"notice","message":"a"}\n{"type":"notice","message":"b"}\n';
    const both = write(2, old);
    assert.deepEqual([verifyJournal(both).unchained, faultsOf(both)], [2, []]);
    assert.deepEqual(faultsOf(both.replace('"b"', '"c"')), ["changed 3"]);
    assert.deepEqual([verifyJournal(old).head, faultsOf(old)], [undefined, []]);
  });

  it("notices any one byte that is changed, and any line that is taken out before the last", () => {
    const runs = { numRuns: 300, seed: 14 };
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom("x", "0", " ", "}"), (at, by) => {
        if (text[at] === by || text[at] === "\n") return;
        const changed = text.slice(0, at) + by + text.slice(at + 1);
        assert.ok(faultsOf(changed).length > 0);
      }),
      runs,
    );
    for (let at = 0; at < lines.length - 1; at++)
      assert.deepEqual(faultsOf(join(lines.toSpliced(at, 1))), [`missing ${at + 1}`]);
  });
});
