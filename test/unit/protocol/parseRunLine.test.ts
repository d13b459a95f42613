import assert from "node:assert/strict";
import { parseRunLine } from "../../../src/protocol/parseRunLine";
import { runLineSchemas } from "../../../src/protocol/schemas/runLines";
import { everyLine } from "../vscode/lines";

/** Every place in a value that holds something: ["scores", "fidelity"] … */
function placesIn(value: unknown, place: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [place];
  const inside = Object.entries(value).flatMap(([key, part]) => placesIn(part, [...place, key]));
  return place.length === 0 ? inside : [place, ...inside];
}

/** A copy of `value` with something else at `place`; undefined takes the field away. */
function replaced(value: object, [key = "", ...rest]: readonly string[], other: unknown): object {
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  const fields = copy as Record<string, unknown>;
  if (rest.length > 0) fields[key] = replaced(fields[key] as object, rest, other);
  else if (other === undefined) delete fields[key];
  else fields[key] = other;
  return fields;
}

const isBoolean = (line: unknown, place: readonly string[]): boolean =>
  typeof place.reduce((value, key) => (value as Record<string, unknown>)[key], line) === "boolean";

describe("parseRunLine", () => {
  it("knows every kind of line, also with fields that a newer version adds", () => {
    const kinds = new Set(everyLine().map(({ type }) => type));
    assert.deepEqual([...kinds].sort(), Object.keys(runLineSchemas).sort());
    for (const line of everyLine()) {
      assert.deepEqual(parseRunLine(line), { line });
      const newer = { ...line, panes: [{ width: 390 }] };
      assert.deepEqual(parseRunLine(newer), { line: newer });
    }
  });

  it("refuses a line in which any single value has another type, and says where", () => {
    for (const line of everyLine())
      for (const place of placesIn(line)) {
        for (const other of [true, [{ odd: true }]]) {
          if (isBoolean(line, place) && other === true) continue;
          const { why } = parseRunLine(replaced(line, place, other));
          assert.ok(why !== undefined, `${line.type}: ${place.join(".")}`);
          if (place[0] !== "type") assert.ok(` ${why}`.includes(` ${place[0]}`), why);
        }
      }
  });

  it("refuses a line that lacks what is always there", () => {
    const optional =
      /^(text|engine|host|args|scope|decision|masks|pins|by|refused|scores|code|renderPng|diffPng|problem|request\..*|scores\..*|code\..*)$/;
    for (const line of everyLine())
      for (const key of Object.keys(line).filter((name) => !optional.test(name)))
        assert.ok(parseRunLine(replaced(line, [key], undefined)).why, `${line.type}: ${key}`);
    for (const line of everyLine())
      if (line.type === "iteration" && line.scores)
        assert.match(
          parseRunLine({ ...line, scores: { fidelity: 0.9 } }).why ?? "",
          /^as a line of the kind "iteration", scores\.mismatchRatio is missing/,
        );
  });

  it("refuses numbers no run has", () => {
    const [line] = everyLine().filter(({ type }) => type === "iteration");
    for (const number of [-1, 1.5, 1e300, 2e6, NaN, Infinity])
      assert.match(parseRunLine({ ...line, number }).why ?? "", /, number must be /);
  });

  it("says what is no line, and what is another version's", () => {
    for (const other of [undefined, null, 7, "run", [], {}, { type: 3 }])
      assert.deepEqual(parseRunLine(other), { why: "it is no line of a run" });
    for (const type of ["verdict", "constructor", "__proto__"])
      assert.deepEqual(parseRunLine({ type }), {
        why: `this version knows no lines of the kind "${type}"`,
      });
    assert.ok((parseRunLine({ type: "x".repeat(5000) }).why ?? "").length <= 201);
  });
});
