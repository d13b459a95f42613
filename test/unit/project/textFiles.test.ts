import assert from "node:assert/strict";
import { isTextFile } from "../../../src/project/textFiles";

describe("isTextFile", () => {
  it("knows the code of every target, and no picture or font", () => {
    const text = [
      "index.html",
      "a/b.css",
      "App.tsx",
      "App.vue",
      "App.svelte",
      "main.mts",
      "LOGO.SVG",
    ];
    const others = ["logo.png", "fonts/lato.woff2", "css", "a.css.gz", "index.html/"];
    assert.deepEqual(text.filter(isTextFile), text);
    assert.deepEqual(others.filter(isTextFile), []);
  });
});
