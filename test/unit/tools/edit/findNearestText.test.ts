import assert from "node:assert/strict";
import { findNearestText } from "../../../../src/tools/edit/findNearestText";

const CSS = ".a {\n  color: red;\n}\n\n.b {\n  color: red;\n  margin: 0;\n}\n";

describe("findNearestText", () => {
  it("shows the passage that shares most words", () => {
    assert.equal(findNearestText(CSS, ".b {\n  color: green;"), ".b {\n  color: red;");
  });
  it("shows the whole text when that is shorter", () => {
    assert.equal(findNearestText(".b { margin: 0 }", ".b {\n  margin: 0\n}"), ".b { margin: 0 }");
  });

  it("shows twelve lines at most, and no long line whole", () => {
    const wanted = Array.from({ length: 30 }, (_, line) => `word${line}`).join("\n");
    assert.equal(findNearestText(`x\n${wanted}\ny`, wanted)?.split("\n").length, 12);
    const shown = findNearestText("word ".repeat(40_000), "word ".repeat(30_000)) ?? "";
    assert.ok(shown.length < 3000 && shown.endsWith("(cut)"), String(shown.length));
  });

  it("takes as many steps as there is text, however many words are wanted", () => {
    const LINES = 200_000;
    const text = Array.from({ length: LINES }, (_, line) => `w${line}`).join("\n");
    // Compared word by word at each line: 40,000,000,000 steps.
    const wanted = Array.from({ length: LINES }, (_, line) => `v${line}`).join(" ");
    assert.equal(findNearestText(text, wanted), undefined);
  });

  it("shows nothing when nothing is near", () => {
    assert.equal(findNearestText(CSS, "completely different words here"), undefined);
  });
});
