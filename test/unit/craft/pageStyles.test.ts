import assert from "node:assert/strict";
import { readPageSheets } from "../../../src/craft/pageStyles";

const filesOf = (files: Record<string, string>): ReadonlyMap<string, Uint8Array> =>
  new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));

describe("readPageSheets", () => {
  const read = (html: string, others: Record<string, string> = {}): (string | undefined)[][] =>
    readPageSheets(filesOf({ "pages/index.html": html, ...others }), "pages/index.html").map(
      ({ path, root }) => [path, root?.toString()],
    );

  it("takes linked sheets and style elements in their order", () => {
    const html = `<link rel=stylesheet href="a%20b.css?v=2"><style>p{}</style><link rel="stylesheet" href="../c.css">`;
    assert.deepEqual(read(html, { "pages/a b.css": "a{}", "c.css": "c{}" }), [
      ["pages/a b.css", "a{}"],
      [undefined, "p{}"],
      ["c.css", "c{}"],
    ]);
  });

  it("passes over what is no sheet of the page's own files", () => {
    const html = `<link rel=icon href=a.css><link rel=stylesheet href=https://x.org/a.css>
      <link rel=stylesheet href=/a.css><link rel=stylesheet href=../../a.css><link rel=stylesheet href=none.css>`;
    assert.deepEqual(read(html, { "pages/a.css": "a{}", "a.css": "a{}" }), []);
  });

  it("says which sheet cannot be read", () => {
    assert.deepEqual(read("<link rel=stylesheet href=a.css>", { "pages/a.css": "a { color" }), [
      ["pages/a.css", undefined],
    ]);
  });

  it("finds a sheet below elements that are nested by the thousand, and gives up rules that are", () => {
    const deep = `<link rel=stylesheet href=a.css>${"<div>".repeat(8_000)}<style>p{}</style>`;
    assert.deepEqual(read(deep, { "pages/a.css": "a{".repeat(8_000) + "}".repeat(8_000) }), [
      ["pages/a.css", undefined],
      [undefined, "p{}"],
    ]);
  });
});
