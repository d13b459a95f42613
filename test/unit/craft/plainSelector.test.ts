import assert from "node:assert/strict";
import { plainSelector } from "../../../src/craft/plainSelector";

describe("plainSelector", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["a:hover > b::before", "a > b"],
    [".menu :focus-visible", ".menu"],
    ["::selection", "*"],
    [":hover", "*"],
    [".a > :hover", ".a > *"],
    ["input::-webkit-search-cancel-button", "input"],
    ["li:nth-child(2):not(:hover)", "li:nth-child(2):not()"],
    [".a\\:hover", ".a\\:hover"],
    ["[data-x=':hover']", "[data-x=':hover']"],
    [".a:is(", undefined],
  ];
  for (const [selector, plain] of cases)
    it(`reads ${selector} as ${plain}`, () => assert.equal(plainSelector(selector), plain));
});
