import assert from "node:assert/strict";
import fc from "fast-check";
import { runLineSchemas } from "../../../src/protocol/schemas/runLines";
import { JournalChain } from "../../../src/run/journal/chain";
import { describeSkipped, parseJournal } from "../../../src/run/journal/parseJournal";
import { verifyJournal } from "../../../src/run/journal/verifyJournal";
import { fuzzTarget, type FuzzTarget } from "./fuzzTarget";
import { nearlySchemaValue } from "./schemaValue";

const line = fc.oneof(...Object.values(runLineSchemas).map((schema) => nearlySchemaValue(schema)));

const journal = fc.record({
  lines: fc.array(
    line.filter((one) => JSON.stringify({ ...(one as object) }) !== "{}"),
    { maxLength: 6 },
  ),
  at: fc.nat(),
  kind: fc.constantFrom("none", "edit", "delete", "swap", "repeat", "cut", "garbage"),
  garbage: fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("[".repeat(20_000), "\u0000", "{}"),
  ),
});

/** The reader of journals: reads what can be read and says what cannot; a chain shows every change but a cut at its end. */
export const journalTarget: FuzzTarget = fuzzTarget("journal reader", journal, (input) => {
  const chain = JournalChain.after("");
  const written = input.lines.map((one) => chain.add(one as object));
  const changed = change(written, input);
  const text = changed.map((raw) => `${raw}\n`).join("");
  const journalRead = parseJournal(text);
  for (const { number, why } of journalRead.skipped) {
    assert.ok(number >= 1 && number <= text.split("\n").length);
    assert.ok(why.length > 0 && why.length < 400, `${why.length} characters`);
  }
  for (const { message } of describeSkipped("/run", journalRead.skipped))
    assert.ok(message.length < 600);
  const { faults, good } = verifyJournal(text);
  const isWhole = changed.every((raw, i) => raw === written[i]);
  if (isWhole) assert.deepEqual([faults, good], [[], changed.length]);
  else if (changed.some((raw) => written.includes(raw))) assert.ok(faults.length > 0, input.kind);
});

/** A journal's lines after somebody changed one of them. */
function change(
  lines: readonly string[],
  { at, kind, garbage }: { readonly at: number; readonly kind: string; readonly garbage: string },
): readonly string[] {
  const index = at % Math.max(1, lines.length);
  const [before, one = "", after] = [lines.slice(0, index), lines[index], lines.slice(index + 1)];
  const inLine = garbage.replaceAll("\n", " ");
  if (lines.length === 0) return kind === "garbage" ? [inLine] : [];
  switch (kind) {
    case "edit":
      return [
        ...before,
        `${one.slice(0, at % one.length)}x${one.slice(at % one.length)}`,
        ...after,
      ];
    case "delete":
      return [...before, ...after];
    case "swap":
      return [...after, ...before, one];
    case "repeat":
      return [...before, one, one, ...after];
    case "cut":
      return before;
    case "garbage":
      return [...before, inLine, one, ...after];
    default:
      return lines;
  }
}
