import assert from "node:assert/strict";
import { createDraft } from "../../../../src/design/draft/createDraft";
import { layoutTree } from "../../../../src/design/layout/layoutTree";
import type { PageCode } from "../../../../src/targets/page/pageCode";
import { writePlacedCode } from "../../../../src/targets/placed/writePlacedCode";
import type { Inspection } from "../../../../src/inspect/inspection";
import { box, divider, inspectionOf, line, picture, rect } from "../../design/inspectionBuilder";

function codeOf(inspection: Inspection): PageCode {
  const draft = createDraft(inspection);
  return writePlacedCode(draft, layoutTree(draft), {
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

describe("writePlacedCode", () => {
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
        <div class="row">
          <h1 class="title">Sign in &amp; go</h1>
          <img class="icon" src="assets/p1.png" alt="">
        </div>
        <span class="text">Welcome back</span>
        <button class="button" type="button">
          <span class="label">Log in</span>
        </button>
      </div>
    </main>
  </body>
</html>
`,
    );
  });

  it("writes a palette and one rule a class, exact to the pixel", () => {
    const { css } = codeOf(card);
    assert.match(css, /:root \{\n {2}--white: #fff;\n/);
    assert.equal(
      classRules(codeOf(card)),
      `.main {
  display: flex;
  flex-direction: column;
  align-items: center;
  align-self: stretch;
}

.card {
  background: var(--white);
  border: 1px solid var(--gray-100);
  border-radius: 8px;
  box-shadow: 0 4px 12px rgb(0 0 0 / 10%);
  width: 320px;
  height: 180px;
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  padding: 17px 0 0 24px;
}

.row {
  display: flex;
  align-items: flex-start;
  gap: 125px;
}

.title {
  font-size: 24px;
  line-height: 27px;
  width: 130px;
}

.icon {
  width: 16px;
  height: 16px;
  margin-top: 6px;
}

.text {
  font-size: 16px;
  line-height: 17px;
  color: var(--gray-550);
  margin-top: 21px;
}

.button {
  background: var(--blue-450);
  border-radius: 6px;
  width: 120px;
  height: 40px;
  display: flex;
  flex-direction: column;
  align-items: center;
  padding-top: 12px;
  margin-top: 27px;
}

.label {
  font-size: 16px;
  line-height: 17px;
  color: var(--white);
}
`,
    );
  });

  it("shares one class between elements that look alike", () => {
    const code = codeOf(
      inspectionOf({
        lines: [line("One", 20, 40), line("Two", 20, 140, { width: 30 }), line("Three", 400, 140)],
      }),
    );
    const classes = [...code.html.matchAll(/<span class="([^"]+)"/g)].map(([, names]) => names);
    assert.equal(classes.length, 3);
    assert.equal(new Set(classes.map((names) => names?.split(" ")[0])).size, 1);
  });

  it("refers to the catalogue's font files", () => {
    const { css } = codeOf(
      inspectionOf({ lines: [line("Hello", 20, 40, { family: "Inter", weight: 600 })] }),
    );
    assert.match(css, /@font-face \{[^}]*url\("fonts\/inter\.woff2"\)/);
    assert.match(css, /font-family: Inter, sans-serif;/);
  });

  it("gives repeated siblings a list and short words at the top a navigation", () => {
    const items = [200, 260, 320].flatMap((y) => [line("Item", 20, y), line("Price", 500, y)]);
    const words = ["Home", "Docs", "Blog"].map((word, i) => line(word, 20 + i * 100, 40));
    const { html } = codeOf(inspectionOf({ lines: [...words, ...items] }));
    assert.match(html, /<nav class="nav">/);
    assert.match(html, /<ul class="list[^"]*">/);
  });

  it("writes rows of aligned cells as a table", () => {
    const cells = [200, 240, 280].flatMap((y) =>
      [20, 220, 420].map((x) => line(`Cell ${x} ${y}`, x, y)),
    );
    const dividers = [215, 255].map((y) => divider(rect(20, y, 500, 1)));
    const { html } = codeOf(inspectionOf({ lines: cells, dividers }));
    assert.equal(html.match(/<tr/g)?.length, 5);
    assert.equal(html.match(/<td class="text/g)?.length, 9);
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
});
