import assert from "node:assert/strict";
import { chooseFamilies } from "../../../../src/inspect/fonts/fontFamilies";

/** What families score on lines: `count` lines of `text`. */
const lines = (
  count: number,
  text: string,
  scores: Readonly<Record<string, number>>,
): [{ text: string }, Map<string, number>][] =>
  Array.from({ length: count }, () => [{ text }, new Map(Object.entries(scores))]);

describe("the families of a page", () => {
  it("are the main one and one that clearly drew the headings", () => {
    const best = new Map([
      ...lines(8, "A line of body text", { Inter: 0.95, Lora: 0.5, Oswald: 0.4 }),
      ...lines(2, "A heading of its own", { Inter: 0.78, Lora: 0.93, Oswald: 0.4 }),
    ]);
    assert.deepEqual(chooseFamilies(best), ["Inter", "Lora"]);
  });

  it("are one where none is the page's own, whichever is nearest by chance on some lines", () => {
    const best = new Map([
      ...lines(6, "A line of body text", { Mulish: 0.76, Ubuntu: 0.74, Oswald: 0.4 }),
      ...lines(2, "Some more of this text", { Mulish: 0.7, Ubuntu: 0.81, Oswald: 0.4 }),
      ...lines(2, "Numbers of a dashboard", { Mulish: 0.66, Ubuntu: 0.6, Oswald: 0.78 }),
    ]);
    assert.deepEqual(chooseFamilies(best), ["Mulish"]);
  });

  it("are two where a heading is far nearer to another one", () => {
    const best = new Map([
      ...lines(6, "A line of body text", { Mulish: 0.76, Lora: 0.3 }),
      ...lines(2, "A heading in a serif", { Mulish: 0.4, Lora: 0.8 }),
    ]);
    assert.deepEqual(chooseFamilies(best), ["Mulish", "Lora"]);
  });
});
