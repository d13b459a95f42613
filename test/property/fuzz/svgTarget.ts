import assert from "node:assert/strict";
import fc from "fast-check";
import { sniffImage } from "../../../src/image/sniffImage";
import { findSvgSize } from "../../../src/render/svg/svgSize";
import { fuzzTarget, type FuzzTarget } from "./fuzzTarget";

const PARTS = [
  ...[
    "<svg",
    " xmlns='http://www.w3.org/2000/svg'",
    ">",
    "/>",
    "</svg>",
    "<svg:svg",
    "<",
    "<!--",
    "-->",
  ],
  ...[
    "<?xml version='1.0'?>",
    "<!DOCTYPE svg [",
    "<!ENTITY a 'b'>",
    "]>",
    "&a;",
    "<![CDATA[",
    "]]>",
  ],
  ...[
    " width=",
    " height=",
    " viewBox=",
    '"',
    "'",
    "100%",
    "10px",
    "1e400",
    "-5",
    "0",
    ".5e-320cm",
  ],
  ...[
    "0 0 10 10",
    "0,0,1e308,1e-308",
    "NaN",
    "\u0000",
    " ",
    "\n",
    "\ufeff",
    "</script>",
    "<script>",
  ],
  ...["<foreignObject>", " onload='x'", " href='#a'", " width='10' height='10'", "\ud800"],
  ...[" ".repeat(20_000), "<!--".repeat(5_000), "'\"".repeat(5_000), "<a ".repeat(5_000)],
];

/** Texts of pieces that mean something in an SVG, most of which begin as one. */
export const svgText: fc.Arbitrary<string> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ maxLength: 5 })), { maxLength: 14 }),
  )
  .map(([begins, parts]) => (begins ? ["<svg", ...parts] : parts).join(""));

/** What is read of an SVG before a browser draws it: whether it is one, and how large it wants to be. */
export const svgTarget: FuzzTarget = fuzzTarget("SVG reader", svgText, (text) => {
  const bytes = Buffer.from(text);
  assert.match(sniffImage(bytes) ?? "none", /^(svg|none)$/);
  const size = findSvgSize(text);
  if (size) assert.ok(size.width >= 0 && size.height >= 0, `${size.width} × ${size.height}`);
});
