import assert from "node:assert/strict";
import {
  findFamilies,
  shareAlike,
  unitsOf,
  variantUnits,
  type Unit,
} from "../../../../src/targets/html/shareRules";
import type { Declaration } from "../../../../src/targets/page/declaration";

const rule = (css: string): Unit[] =>
  unitsOf(css.split("; ").map((one) => one.split(": ") as unknown as Declaration));
const said = (units: readonly Unit[]): string =>
  units.flatMap(({ declarations }) => declarations.map((one) => one.join(": "))).join("; ");

describe("findFamilies", () => {
  it("finds what rules of a kind share, and takes what most say", () => {
    const rules = [
      rule("padding: 8px; border-radius: 4px; background: red; color: white"),
      rule("padding: 8px; border-radius: 4px; background: blue; color: white"),
      rule("padding: 8px; border-radius: 4px; background: blue; color: black"),
    ];
    const [family, ...others] = findFamilies(rules);
    assert.deepEqual(family?.members, [0, 1, 2]);
    assert.equal(
      said(family.base),
      "padding: 8px; border-radius: 4px; background: blue; color: white",
    );
    assert.deepEqual(others, []);
  });

  it("gives no member what it does not declare, since it could not take it back", () => {
    const rules = [
      rule("padding: 8px; gap: 4px; margin-top: 9px"),
      rule("padding: 8px; gap: 4px"),
      rule("padding: 8px; gap: 4px; margin-top: 9px; color: red"),
    ];
    for (const { members, base } of findFamilies(rules))
      for (const member of members)
        for (const { key } of base) assert.ok(rules[member]?.some((unit) => unit.key === key));
  });

  it("leaves rules alone that share too little", () => {
    assert.deepEqual(
      findFamilies([rule("padding: 8px; color: red"), rule("padding: 8px; color: blue")]),
      [],
    );
  });

  it("keeps the sides of a border together with the border", () => {
    const rules = [
      rule("border: 1px solid red; border-top: 0; padding: 8px; gap: 4px"),
      rule("border: 1px solid red; padding: 8px; gap: 4px"),
    ];
    const [family] = findFamilies(rules);
    assert.equal(said(family?.base ?? []), "padding: 8px; gap: 4px");
  });
});

describe("variantUnits", () => {
  const over = (css: string, base: string): string => said(variantUnits(rule(css), rule(base)));

  it("says what its kind does not", () => {
    assert.equal(over("padding: 8px; gap: 4px", "gap: 4px; color: red"), "padding: 8px");
  });

  it("takes back the sides of its kind's border that it does not have", () => {
    const top = "border-top: 1px solid red";
    assert.equal(
      over(top, "border-right: 1px solid red; border-bottom: 1px solid red"),
      `border-right: 0; border-bottom: 0; ${top}`,
    );
    assert.equal(over(top, "border: 1px solid red"), `border: 0; ${top}`);
    assert.equal(over("border: 2px solid red", top), "border: 2px solid red");
    assert.equal(over(`${top}; gap: 4px`, `${top}; padding: 8px`), "gap: 4px");
  });
});

describe("shareAlike", () => {
  it("writes once what rules of several kinds say alike, and leaves each the rest", () => {
    const look = "background: white; border: 1px solid red; border-radius: 3px";
    const { shared, own } = shareAlike([
      rule(`${look}; padding: 8px`),
      rule("color: red"),
      rule(`${look}; height: 40px`),
    ]);
    assert.deepEqual(
      shared.map(({ members, base }) => [members, said(base)]),
      [[[0, 2], look]],
    );
    assert.deepEqual(own.map(said), ["padding: 8px", "color: red", "height: 40px"]);
  });

  it("does not tear rules apart for a little", () => {
    const { shared } = shareAlike([
      rule("display: flex; gap: 4px; color: red"),
      rule("display: flex; gap: 4px"),
    ]);
    assert.deepEqual(shared, []);
  });
});
