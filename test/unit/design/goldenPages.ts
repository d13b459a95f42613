import type { Inspection } from "../../../src/inspect/inspection";
import { box, divider, inspectionOf, line, rect } from "./inspectionBuilder";

const white = { kind: "solid", color: [255, 255, 255] } as const;
export const outlined = {
  fill: white,
  border: { color: [206, 212, 218], top: 1, right: 1, bottom: 1, left: 1 } as const,
};
const muted = { color: [134, 142, 150] as const };

/** A card with two fields, a box to tick, a button and a link. */
export const signIn = inspectionOf({
  boxes: [
    box(rect(250, 60, 300, 400), outlined),
    box(rect(270, 150, 260, 38), outlined),
    box(rect(270, 230, 260, 38), outlined),
    box(rect(270, 290, 14, 14), outlined),
    box(rect(270, 330, 260, 40), { fill: { kind: "solid", color: [13, 110, 253] } }),
  ],
  lines: [
    line("Sign in to Acme", 270, 105, { sizePx: 26, weight: 600 }),
    line("E-mail", 270, 142, { weight: 500 }),
    line("you@example.org", 282, 175, muted),
    line("Password", 270, 222, { weight: 500 }),
    line("Remember me", 292, 302),
    line("Sign in", 372, 355, { color: [255, 255, 255] }),
    line("Forgot password?", 270, 410, { color: [13, 110, 253] }),
  ],
});

export const tableRows = [
  ["Name", "Office", "Age", "Salary"],
  ["Tiger Nixon", "Edinburgh", "61", "$320,800"],
  ["Garrett Winters", "Tokyo", "63", "$170,750"],
  ["Ashton Cox", "San Francisco", "66", "$86,000"],
  ["Cedric Kelly", "Edinburgh", "22", "$433,060"],
];

/** A ruled table with a bold head. */
export function tableOf(gapPx: number): Inspection {
  return inspectionOf({
    lines: tableRows.flatMap((row, r) =>
      row.map((words, c) =>
        line(words, 40 + c * gapPx, 100 + r * 40, { weight: r === 0 ? 700 : 400, sizePx: 14 }),
      ),
    ),
    dividers: tableRows.map((_, r) => divider(rect(30, 115 + r * 40, 4 * gapPx, 1))),
  });
}

/** A bar of links, a heading with its text, and a foot. */
export const landing: Inspection = inspectionOf(
  {
    boxes: [
      box(rect(0, 0, 1200, 64), { fill: { kind: "solid", color: [33, 37, 41] } }),
      box(rect(0, 740, 1200, 60), { fill: { kind: "solid", color: [33, 37, 41] } }),
    ],
    lines: [
      ...["Home", "Features", "Pricing", "Contact"].map((words, i) =>
        line(words, 760 + i * 100, 40, { color: [255, 255, 255] }),
      ),
      line("Boats for everybody", 100, 220, { sizePx: 40, weight: 700 }),
      line("Small ones, large ones, and some that do not float.", 100, 260),
      ...["Imprint", "Privacy", "Terms"].map((words, i) =>
        line(words, 100 + i * 120, 776, { color: [255, 255, 255], sizePx: 14 }),
      ),
    ],
  },
  { width: 1200, height: 800 },
);
