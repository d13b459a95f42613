import assert from "node:assert/strict";
import { replaceOnce } from "../../../../src/tools/edit/replaceText";

const CSS = ".a {\n  color: red;\n}\n\n.b {\n  color: red;\n  margin: 0;\n}\n";

describe("replaceOnce", () => {
  it("replaces the one exact passage, taking $ literally", () => {
    assert.deepEqual(replaceOnce(CSS, "margin: 0;", "margin: $& $1;"), {
      ok: true,
      text: CSS.replace("margin: 0;", () => "margin: $& $1;"),
    });
  });

  it("says how often an ambiguous passage occurs", () => {
    assert.deepEqual(replaceOnce(CSS, "color: red;", "x"), { ok: false, reason: "many", count: 2 });
  });

  it("forgives indentation and line endings", () => {
    assert.deepEqual(replaceOnce(CSS, ".b {\r\ncolor: red;\r\n", ".b {\n  color: blue;\n"), {
      ok: true,
      text: CSS.replace(".b {\n  color: red;", ".b {\n  color: blue;"),
    });
  });

  it("finds nothing where nothing is", () => {
    assert.deepEqual(replaceOnce(CSS, ".c {}", "x"), { ok: false, reason: "none" });
    assert.deepEqual(replaceOnce(CSS, "  \n", "x"), { ok: false, reason: "none" });
  });

  it("says that a passage is ambiguous that overlaps itself", () => {
    assert.deepEqual(replaceOnce("a\na\na\n", "a\na", "b"), {
      ok: false,
      reason: "many",
      count: 2,
    });
  });

  it("takes as many steps as there is text, however alike it is", () => {
    const LINES = 400_000;
    const text = "a\n".repeat(LINES);
    // At each line, all but the last one of the wanted passage fits: 20,000,000,000 comparisons one by one.
    const wanted = `${" a\n".repeat(LINES / 2)}b`;
    assert.deepEqual(replaceOnce(text, wanted, "c"), { ok: false, reason: "none" });
    const found = replaceOnce(`${text}b\n${text}`, "  a\n  b", "c\n".repeat(LINES));
    assert.ok(found.ok);
    assert.equal(found.text.split("\n").length, 3 * LINES);
  });
});
