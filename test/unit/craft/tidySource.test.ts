import assert from "node:assert/strict";
import { removeUnused } from "../../../src/craft/tidy/findUnused";
import { settle } from "../../../src/craft/tidy/settle";
import {
  markTidySource,
  readTidySource,
  writeTidySource,
} from "../../../src/craft/tidy/tidySource";
import { findUnwraps, unwrapIn } from "../../../src/craft/tidy/unwrap";

const filesOf = (files: Record<string, string>): ReadonlyMap<string, Uint8Array> =>
  new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));
const textOf = (files: ReadonlyMap<string, Uint8Array>, path: string): string =>
  new TextDecoder().decode(files.get(path));

const LINK = '<link rel="stylesheet" href="a.css">';

describe("the source of a page that is tidied", () => {
  it("writes what it read, byte for byte, and marks rules one by one", () => {
    const html = `${LINK}\n<style> p { top: 0 } </style><p>x</p><style>b{left:0}</style>`;
    const files = filesOf({ "index.html": html, "a.css": "a { top: 0 } /* c */" });
    const source = readTidySource(files, "index.html");
    assert.deepEqual(writeTidySource(source), files);
    const marked = markTidySource(source);
    assert.match(textOf(marked, "a.css"), /a \{ --mockloop-rule: 0; top: 0 \} \/\* c \*\//);
    assert.match(
      textOf(marked, "index.html"),
      /p \{ --mockloop-rule: 1; .*b\{--mockloop-rule: ?2;/s,
    );
  });

  it("leaves sheets alone that other pages use, that a minifier made, or that cannot be read", () => {
    const html = ["a.css", "b.min.css", "c.css", "d.css"]
      .map((path) => `<link rel=stylesheet href=${path}>`)
      .join("");
    const files = filesOf({
      "index.html": html,
      "other.html": LINK,
      "a.css": "a{}",
      "b.min.css": "a{}",
      "c.css": "a {",
      "d.css": "d{}",
    });
    const { leftAlone, sheets } = readTidySource(files, "index.html");
    assert.deepEqual(leftAlone, [
      "a.css is used by other.html, too",
      "b.min.css is minified",
      "c.css cannot be read",
    ]);
    assert.deepEqual(
      sheets.map(({ path }) => path),
      ["d.css"],
    );
  });

  it("removes rules, selectors, properties and keyframes that nothing uses", () => {
    const css = `:root { --used: red; --gone: var(--deep); --deep: 1px }
      .a, .gone { color: var(--used) } .gone { top: 0; left: 0 } .a:hover { top: 0 }
      @media (width < 9px) { .gone { top: 0 } } @keyframes gone { from { top: 0 } }`;
    const source = readTidySource(filesOf({ "index.html": LINK, "a.css": css }), "index.html");
    assert.equal(removeUnused(source, new Set([".gone"])), 6);
    assert.equal(
      textOf(writeTidySource(source), "a.css").replace(/\s+/g, " "),
      ":root { --used: red} .a { color: var(--used) } .a:hover { top: 0 }",
    );
  });

  it("keeps what a script may need", () => {
    for (const script of ["<script>1</script>", "<p onclick=x()>"]) {
      const files = filesOf({ "index.html": LINK + script, "a.css": ".open { top: 0 }" });
      const source = readTidySource(files, "index.html");
      assert.equal(removeUnused(source, new Set([".open"])), 0);
      assert.deepEqual(findUnwraps(source), []);
    }
  });

  it("takes wrappers out of the text, those inside of others, too", () => {
    const html =
      "<main><div class=a>\n<div><p>one</p></div>\n</div><div id=x><p>two</p></div><div>text <b>bold</b></div></main>";
    const files = filesOf({ "index.html": html });
    const found = findUnwraps(readTidySource(files, "index.html"));
    assert.equal(found.length, 2);
    const trials = found.map(({ trial }) => trial);
    assert.equal(
      textOf(unwrapIn(files, "index.html", trials), "index.html"),
      "<main>\n<p>one</p>\n<div id=x><p>two</p></div><div>text <b>bold</b></div></main>",
    );
    assert.match(
      textOf(unwrapIn(files, "index.html", trials.slice(1)), "index.html"),
      /<div class=a>\n<p>/,
    );
  });
});

describe("settle", () => {
  const search = async (bad: readonly number[], most = Infinity) => {
    let asked = 0;
    const all = [0, 1, 2, 3, 4, 5, 6, 7];
    const kept = await settle(
      all,
      (some) => {
        asked++;
        return Promise.resolve(!some.some((one) => bad.includes(one)));
      },
      () => asked >= most,
    );
    return { kept, asked };
  };

  it("asks once when all is well, and finds what is not by halving", async () => {
    assert.deepEqual(await search([]), { kept: [0, 1, 2, 3, 4, 5, 6, 7], asked: 1 });
    assert.deepEqual(await search([3]), { kept: [0, 1, 2, 4, 5, 6, 7], asked: 7 });
    assert.deepEqual((await search([0, 1, 2, 3, 4, 5, 6, 7])).kept, []);
  });

  it("keeps what passed when it has to end", async () => {
    assert.deepEqual(await search([7], 2), { kept: [0, 1, 2, 3], asked: 2 });
  });
});
