import assert from "node:assert/strict";
import {
  alignTexts,
  sharedPart,
  withUnknown,
  wordsOf,
} from "../../../../../src/inspect/read/weigh/alignTexts";

describe("alignTexts", () => {
  it("puts the same characters beside each other", () => {
    assert.deepEqual(alignTexts("a1b", "ab"), [
      ["a", "a"],
      ["1", ""],
      ["b", "b"],
    ]);
    assert.deepEqual(alignTexts("17", "117"), [
      ["", "1"],
      ["1", "1"],
      ["7", "7"],
    ]);
    assert.deepEqual(alignTexts("", "x"), [["", "x"]]);
  });
});

describe("sharedPart", () => {
  it("counts what two readings of a line have in common, spaces apart", () => {
    assert.equal(sharedPart("first floor, O0 l1I", "firstfloor, 00 l1I"), 15 / 16);
    assert.equal(sharedPart("1000", "1000"), 1);
    assert.ok(sharedPart("AR RAF aa", "BOE xx T") < 0.2);
    assert.equal(sharedPart("", "abc"), 0);
  });
});

describe("wordsOf", () => {
  it("cuts another reading where the words of the first are", () => {
    const parts = (other: string, text: string): string[] =>
      text.split(" ").map((_, i) => wordsOf(other, text, i, i + 1));
    assert.deepEqual(parts("▲12.4% since May", "4 12.4% since May"), [
      "▲",
      "12.4%",
      "since",
      "May",
    ]);
    assert.deepEqual(parts("Total 1,01 1 items", "Total 1,011 items"), [
      "Total",
      "1,01 1",
      "items",
    ]);
    assert.deepEqual(parts("Paid", "e Paid"), ["", "Paid"]);
  });

  it("takes several words with the spaces between them", () => {
    assert.equal(wordsOf("I have keptnotes", "| have kept notes", 0, 2), "I have");
    assert.equal(wordsOf("I have keptnotes", "| have kept notes", 2, 4), "keptnotes");
  });
});

describe("withUnknown", () => {
  const knows = (character: string): boolean => !"€©".includes(character);

  it("lends a reader the signs that it cannot know", () => {
    assert.equal(withUnknown("12", "€12", knows), "€12");
    assert.equal(withUnknown("144 yearly 180", "€144 yearly, €186", knows), "€144 yearly €180");
    assert.equal(withUnknown("1 Acme", "© Acme", knows), "© Acme");
  });

  it("leaves what it can know as it read it", () => {
    assert.equal(withUnknown("117", "17", knows), "117");
    assert.equal(withUnknown("$12", "$l2", knows), "$12");
  });
});
