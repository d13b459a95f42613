import assert from "node:assert/strict";
import {
  findDrops,
  findMerges,
  findReplacements,
  findShorthands,
} from "../../../src/craft/tidy/findHypotheses";
import { applyTrials, type Hypothesis } from "../../../src/craft/tidy/hypothesis";
import { listRules } from "../../../src/craft/measureStyles";
import { parseCss } from "../../../src/craft/pageStyles";

type Find = (rules: ReturnType<typeof listRules>) => readonly Hypothesis[];

const rulesOf = (css: string): ReturnType<typeof listRules> => {
  const root = parseCss(css);
  assert.ok(root);
  return listRules(root);
};

/** The sheet with each of the hypotheses in turn, or with all at once. */
function written(css: string, find: Find, how: "each" | "all" = "each"): string[] {
  const found = find(rulesOf(css));
  const groups = how === "all" ? [found] : found.map((one) => [one]);
  return groups.map((group) => {
    const rules = rulesOf(css);
    const root = rules[0]?.root();
    applyTrials(
      rules,
      group.map(({ trial }) => trial),
    );
    return (root?.toString() ?? "").replace(/\s+/g, " ").trim();
  });
}

describe("hypotheses", () => {
  it("drops every declaration, fixed sizes first and rules for all elements last", () => {
    assert.deepEqual(written("p { margin: 0 } .a { color: red; width: 10px }", findDrops), [
      "p { margin: 0 } .a { color: red }",
      "p { margin: 0 } .a { width: 10px }",
      ".a { color: red; width: 10px }",
    ]);
  });

  it("leaves alone what no picture shows", () => {
    const css = `.a:hover, .b { color: red } .a:focus-visible { outline: 0 } .c { cursor: pointer; transition: all 1s }
      .d { color: red; color: oklch(1 0 0) } .e { --x: 1px } [open] .f { top: 0 } .g::placeholder { color: red }
      @media print { .a { top: 0 } } @media (prefers-color-scheme: dark) { .a { top: 0 } }
      @media (hover: hover) { .a { top: 0 } } @font-face { src: url(a) } @keyframes k { from { top: 0 } }`;
    assert.deepEqual(written(css, findDrops), []);
  });

  it("takes out what is left without anything", () => {
    const css = "@media (width < 600px) { .a { top: 0 } } .b { top: 0 }";
    assert.deepEqual(written(css, findDrops, "all"), [""]);
  });

  it("loosens fixed sizes and rounds lengths that are no whole px", () => {
    assert.deepEqual(
      written(".a { width: 320px; height: 40px; padding: -3.4px 13.37px 0.5px }", findReplacements),
      [
        ".a { max-width: 320px; height: 40px; padding: -3.4px 13.37px 0.5px }",
        ".a { width: 320px; min-height: 40px; padding: -3.4px 13.37px 0.5px }",
        ".a { width: 320px; height: 40px; padding: -3px 13px 0.5px }",
      ],
    );
  });

  it("writes sides once that follow from others", () => {
    assert.deepEqual(written(".a { padding: 20.3px 20px 20px }", findReplacements), [
      ".a { padding: 20px }",
    ]);
  });

  it("puts what is a limit into the middle", () => {
    assert.deepEqual(written(".a { max-width: 60rem; top: 0 }", findReplacements), [
      ".a { max-width: 60rem; margin-inline: auto; top: 0 }",
    ]);
  });

  it("makes rules that say the same one, and no others", () => {
    const css = ".a { top: 0; left: 0 } .b { top: 0 } .c { top: 0; left: 0 }";
    assert.deepEqual(written(css, findMerges), [".a, .c { top: 0; left: 0 } .b { top: 0 }"]);
    assert.deepEqual(
      written("@media (width < 9px) { .a { top: 0 } } .b { top: 0 }", findMerges),
      [],
    );
  });

  it("writes four sides as one", () => {
    const sides = (t: string, r: string, b: string, l: string): string =>
      `.a { padding-top: ${t}; padding-right: ${r}; padding-bottom: ${b}; padding-left: ${l} }`;
    assert.deepEqual(written(sides("1px", "1px", "1px", "1px"), findShorthands), [
      ".a { padding: 1px }",
    ]);
    assert.deepEqual(written(sides("1px", "2px", "3px", "2px"), findShorthands), [
      ".a { padding: 1px 2px 3px }",
    ]);
    assert.deepEqual(written(sides("1px", "2px", "3px", "var(--x)"), findShorthands), []);
  });
});
