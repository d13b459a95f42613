import assert from "node:assert/strict";
import { matchTexts, type TextMatch } from "../../../../src/compare/text/matchTexts";
import type { Rect } from "../../../../src/base/geometry";
import { mockupText, renderText } from "../samples";

const PAGE = { width: 1000, height: 500 };

/** A line of ten px per character at a place. */
const box = (text: string, x: number, y: number) => ({ x, y, width: text.length * 10, height: 12 });
const expected = (text: string, x = 0, y = 0) => mockupText(text, box(text, x, y));
const actual = (text: string, x = 0, y = 0) => renderText(text, box(text, x, y));

const pairsOf = ({ pairs }: TextMatch): string[] =>
  pairs.map(({ mockup, render }) => `${mockup.text} = ${render.text}`).sort();

describe("matchTexts", () => {
  it("pairs equal texts by nearness", () => {
    const match = matchTexts(
      [expected("Edit", 0, 0), expected("Edit", 0, 100), expected("Edit", 0, 200)],
      [actual("Edit", 0, 210), actual("Edit", 0, 110)],
      PAGE,
    );
    assert.deepEqual(
      match.pairs.map(({ mockup, render }) => [mockup.box.y, render.box.y]),
      [
        [100, 110],
        [200, 210],
      ],
    );
    assert.deepEqual(
      match.missing.map(({ box: { y } }) => y),
      [0],
    );
    assert.deepEqual(match.extra, []);
  });

  it("pairs changed texts by likeness and drops what is another text", () => {
    const match = matchTexts(
      [expected("Sign in"), expected("Password"), expected("Help")],
      [actual("Passwort", 300), actual("Sign up", 600), actual("Imprint")],
      PAGE,
    );
    assert.deepEqual(pairsOf(match), ["Password = Passwort", "Sign in = Sign up"]);
    assert.deepEqual(
      match.pairs.map(({ similarity }) => similarity),
      [10 / 14, 14 / 16],
    );
    assert.deepEqual(
      match.missing.map(({ text }) => text),
      ["Help"],
    );
    assert.deepEqual(
      match.extra.map(({ text }) => text),
      ["Imprint"],
    );
  });

  it("ignores case, quotes and spaces", () => {
    const match = matchTexts([expected("It’s  HERE")], [actual("It's here")], PAGE);
    assert.equal(match.pairs[0]?.similarity, 1);
  });

  it("merges what the render has in one line and the mockup in several, and the reverse", () => {
    const pieces = [expected("Home", 0), expected("Products", 60), expected("About us", 160)];
    assert.deepEqual(pairsOf(matchTexts(pieces, [actual("Home Products About us")], PAGE)), [
      "Home Products About us = Home Products About us",
    ]);
    const split = [actual("Home", 0), actual("Products", 60), actual("About us", 160)];
    const match = matchTexts([expected("Home Products About us")], split, PAGE);
    assert.deepEqual(pairsOf(match), ["Home Products About us = Home Products About us"]);
    assert.deepEqual(match.pairs[0]?.render.box, { x: 0, y: 0, width: 240, height: 12 });
    assert.deepEqual(match.extra, []);
  });

  it("merges the lines of a paragraph that does not wrap in the render", () => {
    const match = matchTexts(
      [expected("The quick brown", 0, 0), expected("fox jumps far", 0, 18)],
      [actual("The quick brown fox jumps far")],
      PAGE,
    );
    assert.deepEqual(pairsOf(match), [
      "The quick brown fox jumps far = The quick brown fox jumps far",
    ]);
    assert.deepEqual(match.missing, []);
  });

  it("does not merge what stands far apart", () => {
    const match = matchTexts(
      [expected("The quick brown", 0, 0), expected("fox jumps far", 0, 300)],
      [actual("The quick brown fox jumps far")],
      PAGE,
    );
    assert.deepEqual(pairsOf(match), ["The quick brown = The quick brown fox jumps far"]);
    assert.deepEqual(
      match.missing.map(({ text }) => text),
      ["fox jumps far"],
    );
  });

  it("pairs 500 changed lines with 500", () => {
    const words = [
      "total",
      "amount",
      "invoice",
      "paid",
      "due",
      "customer",
      "open",
      "march",
      "order",
    ];
    const sentence = (i: number, k: number): string =>
      [0, 1, 2, 3].map((j) => words[(i * (j + 3) + j * k) % words.length]).join(" ") + ` ${i}`;
    const mockup = Array.from({ length: 500 }, (_, i) => expected(sentence(i, 1), 0, i * 20));
    const render = Array.from({ length: 500 }, (_, i) => actual(sentence(i, 2), 0, i * 20));
    const page = { width: 1000, height: 10_000 };
    assert.ok(matchTexts(mockup, render, page).pairs.length > 400);
  });

  it("does not miss doubtful readings, and counts those that were found", () => {
    const at = box("Total", 0, 0);
    const doubtful = mockupText("Total", at, { confidence: 0.7 });
    const scrap = mockupText("ww", { ...at, height: 4 });
    assert.deepEqual(matchTexts([doubtful, scrap], [], PAGE).missing, []);
    assert.equal(matchTexts([doubtful], [actual("Total")], PAGE).pairs.length, 1);
    assert.equal(matchTexts([expected("Total")], [], PAGE).missing.length, 1);
  });

  it("takes empty sides", () => {
    assert.deepEqual(matchTexts([], [], PAGE), { pairs: [], missing: [], extra: [] });
    assert.equal(matchTexts([expected("a")], [], PAGE).missing.length, 1);
    assert.equal(matchTexts([], [actual("a")], PAGE).extra.length, 1);
  });

  it("pairs thousands of equal texts where they stand, for a price that grows with their number", () => {
    let looks = 0;
    const watched = <T extends { box: Rect }>(text: T): T => {
      const { box: place } = text;
      return Object.defineProperty({ ...text }, "box", { get: () => (looks++, place) });
    };
    const looksAt = (count: number): number => {
      const places = Array.from({ length: count }, (_, i) => ({ x: 0, y: i * 20 }));
      looks = 0;
      const { pairs, missing, extra } = matchTexts(
        places.map(({ x, y }) => watched(expected("Edit", x, y))),
        places.map(({ x, y }) => watched(actual("Edit", x, y))),
        { width: 1000, height: count * 20 },
      );
      assert.deepEqual([pairs.length, missing.length, extra.length], [count, 0, 0]);
      assert.ok(pairs.every(({ mockup, render }) => mockup.box.y === render.box.y));
      return looks / count;
    };
    const few = looksAt(1000);
    assert.ok(looksAt(3000) < 1.5 * few, `${few} looks at each`);
  });

  it("pairs hundreds of changed texts by likeness", () => {
    const words = Array.from({ length: 600 }, (_, i) => `Article ${i * 7919} of the shop`);
    const { pairs } = matchTexts(
      words.map((word, i) => expected(word, 0, i * 20)),
      words.map((word, i) => actual(`${word}!`, 0, i * 20 + 1)),
      { width: 1000, height: 12_000 },
    );
    const right = pairs.filter(({ mockup, render }) => render.text === `${mockup.text}!`);
    assert.ok(right.length >= 590, `${right.length} of ${pairs.length}`);
  });

  it("leaves the smallest of more texts than any page has without a partner", () => {
    const texts = Array.from({ length: 2100 }, (_, i) => actual("a".repeat(1 + (i % 30)), i, i));
    const { extra } = matchTexts([expected("Something else")], texts, PAGE);
    assert.equal(extra.length, 2100);
  });
});
