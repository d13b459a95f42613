import assert from "node:assert/strict";
import { locateElement } from "../../../src/craft/locateElement";

const PAGE = `<!doctype html>
<html lang="en">
  <body>
    <main id="top">
      <h1 class="page-title">Hello</h1>
      <ul class="list wide">
        <li>One</li>
        <li class="entry"><b>Two</b></li>
      </ul>
    </main>
  </body>
</html>`;

/** The text of the page from where the element begins. */
function at(selector: string): string | undefined {
  const place = locateElement(PAGE, selector);
  return place && PAGE.split("\n")[place.line]?.slice(place.column);
}

describe("locateElement", () => {
  it("finds what a measured difference names, in all the ways it names it", () => {
    assert.equal(at("#top"), '<main id="top">');
    assert.equal(at(".page-title"), '<h1 class="page-title">Hello</h1>');
    assert.equal(at("ul.list:nth-child(2)"), '<ul class="list wide">');
    assert.equal(at("#top > ul.wide:nth-child(2) > li:nth-child(1)"), "<li>One</li>");
    assert.equal(
      at("ul.list:nth-child(2) > li.entry:nth-child(2) > b:nth-child(1)"),
      "<b>Two</b></li>",
    );
    assert.equal(at("body"), "<body>");
  });

  it("finds nothing where there is none, or where the words are no such selector", () => {
    for (const other of [
      ".gone",
      "#top > li:nth-child(1)",
      "ul.list:nth-child(3)",
      "",
      "a, b",
      "> b",
      "::before",
    ])
      assert.equal(at(other), undefined, other);
  });
});
