import assert from "node:assert/strict";
import { createDraft } from "../../../src/design/draft/createDraft";
import { describeScene } from "../../../src/design/meaning/scene";
import { KINDS, type Kind } from "../../../src/design/meaning/texts/kinds";
import { readTexts } from "../../../src/design/meaning/texts/readTexts";
import type { Inspection } from "../../../src/inspect/inspection";
import { box, inspectionOf, line, rect } from "./inspectionBuilder";

/** What each text is; signs say what `weights` have them say. */
function kindsIn(
  inspection: Inspection,
  weights: Readonly<Record<string, Partial<Record<Kind, number>>>>,
): Readonly<Record<string, Kind>> {
  const table = Object.fromEntries(
    Object.entries(weights).map(([sign, one]) => [sign, KINDS.map((kind) => one[kind] ?? 0)]),
  );
  const kinds = readTexts(describeScene(createDraft(inspection)), [], table);
  return Object.fromEntries([...kinds].map(([{ text }, kind]) => [text, kind]));
}

describe("readTexts", () => {
  it("takes no figure for a heading, and none but page numbers for what is pressed", () => {
    const lines = ["52k", "19%", "117", "52", "Views"].map((text, i) =>
      line(text, 20, 60 + 90 * i, { sizePx: 30 + 3 * i }),
    );
    const page = inspectionOf({ lines });
    assert.deepEqual(kindsIn(page, { always: { heading: 2, plain: 1 } }), {
      ...{ "52k": "plain", "19%": "plain", "117": "plain", "52": "plain", Views: "heading" },
    });
    assert.deepEqual(kindsIn(page, { always: { link: 2, plain: 1 } }), {
      ...{ "52k": "plain", "19%": "plain", "117": "plain", "52": "link", Views: "link" },
    });
  });

  it("takes a rounded box that says what to do for what is pressed, whatever else speaks against it", () => {
    const radius = { topLeft: 6, topRight: 6, bottomRight: 6, bottomLeft: 6 };
    const page = inspectionOf({
      lines: [line("Learn more", 40, 125), line("Stale", 340, 125)],
      boxes: [box(rect(20, 100, 120, 40), { radius }), box(rect(320, 100, 80, 40), { radius })],
    });
    const kinds = kindsIn(page, { always: { plain: 5 }, "says a link": { link: 1 } });
    assert.deepEqual(kinds, { "Learn more": "link", Stale: "plain" });
  });

  it("takes bare words beside links for links, and leaves those in boxes and on lines of their own", () => {
    const page = inspectionOf({
      lines: [
        line("Frames", 20, 40),
        line("Journal", 120, 40, { weight: 700 }),
        line("Bag", 320, 40, { weight: 700 }),
        line("Next", 20, 400, { weight: 700 }),
      ],
      boxes: [box(rect(300, 18, 70, 36))],
    });
    const kinds = kindsIn(page, { always: { link: 1 }, bold: { button: 3 } });
    assert.deepEqual(kinds, { Frames: "link", Journal: "link", Bag: "button", Next: "button" });
  });
});
