import assert from "node:assert/strict";
import { CODE_PARTS, CODE_WEIGHTS, type CodeQuality } from "../../../src/craft/codeQuality";
import { measureCode } from "../../../src/craft/measureCode";
import { listSelectors } from "../../../src/craft/measureStyles";
import { parseCss } from "../../../src/craft/pageStyles";
import { layout, structure, survey } from "./samples";

const sheet = (css: string) => ({ path: "styles.css", root: parseCss(css) });

const measure = (over: Parameters<typeof survey>[0], css = ".card { color: red }"): CodeQuality =>
  measureCode(survey(over), [sheet(css)], 1440);

describe("measureCode", () => {
  it("gives a page without a fault full marks", () => {
    const { score, faults, parts } = measure({});
    assert.ok(Math.abs(score - 1) < 1e-9);
    assert.deepEqual(faults, []);
    assert.ok(CODE_PARTS.every((part) => parts[part] === 1));
  });

  it("weighs its parts to one", () => {
    const sum = CODE_PARTS.reduce((total, part) => total + CODE_WEIGHTS[part], 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
  });

  it("counts the declarations of rules that concern the page, whatever state it is in", () => {
    const css = `.card, .gone { color: red; margin: 0 } .gone:hover { top: 0; left: 0 } .card:hover { top: 0 }
      @media (width < 600px) { .card { left: 0 } } @font-face { src: url(a.woff2) } @keyframes x { from { top: 0 } }
      .card { & b { top: 0 } }`;
    assert.deepEqual(listSelectors([sheet(css)]), [".card", ".gone"]);
    assert.equal(measure({ unmatched: [".gone"] }, css).declarations, 5);
  });

  it("asks for fewer declarations than 2.2 an element; style attributes count three", () => {
    const css = ".card { top: 0; left: 0 }";
    assert.equal(measure({ structure: structure({ elements: 2 }) }, css).parts.economy, 1);
    const styled = measure({ structure: structure({ elements: 2, inlineStyles: 2 }) }, css);
    assert.equal(styled.parts.economy, 4.4 / 8);
    assert.match(
      styled.faults[0]?.words ?? "",
      /2 declarations and 2 style attributes for 2 elements/,
    );
  });

  it("finds lengths nobody writes by hand", () => {
    const css = `.card { margin: 13.37px 1.5px; padding: 0.8125rem; letter-spacing: -0.02em; gap: 1.2345em;
      width: calc(100% - 13.37px); --x: 0.33px }`;
    const { parts, faults } = measure({}, css);
    assert.equal(parts.numbers, 1 - 3 / 6);
    assert.match(faults.at(-1)?.words ?? "", /3 of 6 lengths .*\(13\.37px, 1\.2345em\)/);
  });

  it("knows numbered names from those of a scale", () => {
    const classes = ["row-10", "card", "md:p-4", "mt-2", "text-2xl", "h2"];
    const { parts, faults } = measure({ structure: structure({ classes }) });
    assert.equal(parts.names, 1 - 2 / 6);
    assert.match(faults[0]?.words ?? "", /2 of 6 class names end in a number \(row-10, h2\)/);
  });

  it("puts what costs most first", () => {
    const { faults } = measure({
      structure: structure({
        ...{ meantChars: 20, plainExample: "Pricing", placed: 1, placedExample: "div.badge" },
        accessFaults: [
          { kind: "image-alt", where: "img.logo" },
          { kind: "image-alt", where: "img.photo" },
        ],
      }),
      layouts: [
        layout(360, { scrollWidth: 1440, tooWide: "div.row" }),
        layout(768, { scrollWidth: 900, tooWide: "div.row" }),
      ],
    });
    assert.deepEqual(
      faults.map(({ words }) => words.slice(0, 40)),
      [
        '80 % of the text stands in plain div and span ("Pricing")'.slice(0, 40),
        "In a window of 360 px the page is 1440 px wide (div.row sticks out): use max-width".slice(
          0,
          40,
        ),
        "For screen readers: pictures have no alt text (img.logo, 2 in all).".slice(0, 40),
        "1 of 10 elements are absolute, fixed or have".slice(0, 40),
      ],
    );
    assert.ok(faults.every(({ loss }, i) => loss > 0 && loss <= (faults[i - 1]?.loss ?? 1)));
  });

  it("says who cuts text off, and what cannot be read", () => {
    const texts = layout(360).texts.map((text) => ({ ...text, seen: 0.25 }));
    const { faults } = measure({ layouts: [layout(360, { texts, cutting: "body" })] });
    assert.match(
      faults[0]?.words ?? "",
      /360 px 75 % of the text cannot be seen \(cut off by body\)/,
    );
    const broken = measure({}, ".card { color");
    assert.match(broken.faults[0]?.words ?? "", /styles\.css has a syntax error/);
  });
});
