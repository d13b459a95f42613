import assert from "node:assert/strict";
import { withoutLooseClasses } from "../../../src/craft/tidy/looseClasses";
import { readTidySource } from "../../../src/craft/tidy/tidySource";

describe("withoutLooseClasses", () => {
  const write = (body: string, css: string): string => {
    const html = `<title>T</title><link rel="stylesheet" href="styles.css"><body>${body}</body>`;
    const encoder = new TextEncoder();
    const files = new Map([
      ["index.html", encoder.encode(html)],
      ["styles.css", encoder.encode(css)],
    ]);
    const text = withoutLooseClasses(readTidySource(files, "index.html"));
    return text.slice(text.indexOf("<body>") + 6, text.indexOf("</body>"));
  };

  it("keeps what a rule speaks of, in whatever window and state, and nothing else", () => {
    assert.equal(
      write(
        '<p class="text text-alone" id="a">1</p><p\n  class="alone">2</p><a class="link wide" href="#">3</a>',
        ".text { color: red } .link:hover { color: red } @media (width <= 9px) { .wide { top: 0 } }",
      ),
      '<p class="text" id="a">1</p><p>2</p><a class="link wide" href="#">3</a>',
    );
  });

  it("changes nothing in a page with scripts", () => {
    const body = '<p class="alone">1</p><script>document.querySelector(".alone")</script>';
    assert.equal(write(body, ".text { color: red }"), body);
  });
});
