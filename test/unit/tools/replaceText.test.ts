import assert from "node:assert/strict";
import { findNearestText, replaceOnce } from "../../../src/tools/replaceText";

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
});

describe("findNearestText", () => {
  it("shows the passage that shares most words", () => {
    assert.equal(findNearestText(CSS, ".b {\n  color: green;"), ".b {\n  color: red;");
  });
  it("shows nothing when nothing is near", () => {
    assert.equal(findNearestText(CSS, "completely different words here"), undefined);
  });
});
