import assert from "node:assert/strict";
import { createDraft } from "../../../src/design/draft/createDraft";
import { createDesign } from "../../../src/design/createDesign";
import { settleType } from "../../../src/design/draft/settleType";
import { tidyTree } from "../../../src/design/layout/tidyTree";
import { layoutTree } from "../../../src/design/layout/layoutTree";
import type { PageCode } from "../../../src/targets/page/pageCode";
import { writeCode } from "../../../src/targets/html/writeCode";
import type { Inspection } from "../../../src/inspect/inspection";
import { signIn } from "../design/goldenPages";
import { box, inspectionOf, line, picture, rect } from "../design/inspectionBuilder";

function codeOf(inspection: Inspection): PageCode {
  const settled = settleType(createDraft(inspection));
  const tree = layoutTree(settled.draft);
  return writeCode(createDesign(settled, tree && tidyTree(tree)), {
    stylesheetPath: "styles.css",
    assetPath: ({ id }) => `assets/${id}.png`,
  });
}

/** The stylesheet from its first class on. */
function classRules({ css }: PageCode): string {
  return css.slice(css.indexOf("\n.") + 1);
}

const card = inspectionOf(
  {
    boxes: [
      box(rect(40, 40, 320, 180), {
        fill: { kind: "solid", color: [255, 255, 255] },
        border: { color: [229, 231, 235], top: 1, right: 1, bottom: 1, left: 1 },
        radius: { topLeft: 8, topRight: 8, bottomRight: 8, bottomLeft: 8 },
        shadow: { dx: 0, dy: 4, blur: 12, spread: 0, color: [0, 0, 0], alpha: 0.1 },
      }),
      box(rect(65, 150, 120, 40), {
        fill: { kind: "solid", color: [37, 99, 235] },
        radius: { topLeft: 6, topRight: 6, bottomRight: 6, bottomLeft: 6 },
      }),
    ],
    pictures: [picture(rect(320, 64, 16, 16), "icon")],
    lines: [
      line("Sign in & go", 65, 80, { sizePx: 24, width: 130 }),
      line("Welcome back", 65, 120, { color: [107, 114, 128], width: 96 }),
      line("Log in", 103, 176, { color: [255, 255, 255], width: 44 }),
    ],
  },
  { width: 400, height: 260 },
);

describe("writeCode", () => {
  it("writes nested HTML with readable tags and real text", () => {
    assert.equal(
      codeOf(card).html,
      `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sign in &amp; go</title>
    <link rel="stylesheet" href="styles.css">
  </head>
  <body>
    <main class="main">
      <div class="card">
        <div class="card-row">
          <h1 class="page-title">Sign in &amp; go</h1>
          <img src="assets/p1.png" alt="" width="16" height="16">
        </div>
        <p class="card-text">Welcome back</p>
        <button class="button" type="button">Log in</button>
      </div>
    </main>
  </body>
</html>
`,
    );
  });

  it("writes colours that come again and again as a palette, others and white where they are used", () => {
    const { css } = codeOf(signIn);
    const palette = [...css.matchAll(/^ {2}(--[\w-]+): (.+);$/gm)];
    assert.ok(palette.length > 0);
    for (const [, name = "", hex] of palette) {
      assert.ok(css.split(`var(${name})`).length > 3, name);
      assert.notEqual(hex, "#fff");
    }
    assert.match(codeOf(card).css, /\.card \{\n {2}background: #fff;/);
  });

  it("writes one rule a class: centred, padded, hugging its words", () => {
    assert.equal(
      classRules(codeOf(card)),
      `.main {
  padding-inline: max(16px, calc(50% - 160px));
}

.card {
  background: #fff;
  border: 1px solid #e5e7eb;
  border-radius: 8px;
  box-shadow: 0 4px 12px rgb(0 0 0 / 10%);
  display: grid;
  gap: 13px;
  padding: 13px 24px 29px;
}

.card-row {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
}

.page-title {
  font-size: 24px;
}

.card-text {
  color: #6b7280;
}

.button {
  background: #2563eb;
  border-radius: 6px;
  padding: 9px 38px 7px;
  margin-top: 10px;
  justify-self: start;
  color: #fff;
}

@media (width <= 399px) {
  body {
    overflow-wrap: break-word;
  }
}
`,
    );
  });

  it("declares what most text has on what holds it, and gives what differs one class", () => {
    const grey = { color: [107, 114, 128] as const };
    const code = codeOf(
      inspectionOf({
        lines: [
          line("One goes on for some words.", 20, 40),
          line("Two goes on for some words.", 20, 140, grey),
          line("Three goes on for some words.", 20, 240, grey),
        ],
      }),
    );
    const classes = [...code.html.matchAll(/<p(?: class="([^"]+)")?>/g)].map(([, name]) => name);
    assert.equal(classes.length, 3);
    assert.equal(new Set(classes).size, 2);
    assert.equal(code.css.match(/Arial/g)?.length, 1);
  });

  it("refers to the catalogue's font files", () => {
    const { css } = codeOf(
      inspectionOf({ lines: [line("Hello", 20, 40, { family: "Inter", weight: 600 })] }),
    );
    assert.match(css, /@font-face \{[^}]*url\("fonts\/inter\.woff2"\)/);
    assert.match(css, /font: 16px\/1\.5 Inter, sans-serif;/);
  });

  it("gives short words at the top a navigation", () => {
    const words = ["Home", "Docs", "Blog"].map((word, i) => line(word, 20 + i * 100, 40));
    const { html } = codeOf(inspectionOf({ lines: [...words, line("Far below", 20, 400)] }));
    assert.match(html, /<nav/);
  });

  it("puts everything between header and footer into main", () => {
    const { html } = codeOf(
      inspectionOf({
        boxes: [box(rect(0, 0, 800, 60)), box(rect(0, 540, 800, 60))],
        lines: [line("Brand", 20, 40), line("Body", 20, 300), line("Imprint", 20, 575)],
      }),
    );
    assert.match(html, /<header[^]*<main[^]*Body[^]*<\/main>\s*<footer/);
  });

  it("escapes what text may contain", () => {
    const { html } = codeOf(inspectionOf({ lines: [line("<script>&", 20, 40)] }));
    assert.match(html, /&lt;script&gt;&amp;/);
    assert.doesNotMatch(html, /<script>/);
  });

  it("says of a text that it runs from right to left, and of no other", () => {
    const { html } = codeOf(
      inspectionOf({ lines: [line("שלום.", 20, 40), line("Hello", 20, 90)] }),
    );
    assert.match(html, /dir="rtl">שלום\.</);
    assert.equal(html.match(/dir=/g)?.length, 1);
  });

  it("writes an empty page for an empty mockup", () => {
    assert.match(codeOf(inspectionOf({})).html, /<body><\/body>/);
  });

  it("strikes out an old price, by itself and beside the new one", () => {
    const alone = { ...line("$50.00", 40, 60), struck: true } as const;
    const beside = { ...line("$80.00", 40, 120, { width: 48 }), struck: true } as const;
    const price = line("$60.00 a month", 93, 120, { width: 112 });
    const { html, css } = codeOf(inspectionOf({ lines: [alone, beside, price] }));
    assert.equal(css.match(/text-decoration: line-through/g)?.length, 2, css);
    assert.match(html, /<p>\$50\.00<\/p>|<p class="[^"]*">\$50\.00<\/p>/);
    assert.match(html, /<\w+ class="[^"]*">\$80\.00<\/\w+> \$60\.00 a month/);
  });
});
