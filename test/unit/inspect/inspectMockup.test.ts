import assert from "node:assert/strict";
import type { Rgb } from "../../../src/base/color";
import { contains } from "../../../src/base/geometry";
import { createBitmap, type Bitmap } from "../../../src/image/bitmap";
import { drawOverlay } from "../../../src/inspect/drawOverlay";
import { inspectMockup } from "../../../src/inspect/inspectMockup";
import { colorAt } from "../../../src/inspect/segment/pixels/pixels";
import type { Reading, TextReader } from "../../../src/inspect/read/textReader";
import type { FontProbe } from "../../../src/fonts/fontProbe";
import type { Mockup } from "../../../src/mockup/mockup";
import { drawBordered, drawLetters, drawRect } from "../../fakes/drawShapes";

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [33, 37, 41];
const BLUE: Rgb = [13, 110, 253];

/** Reads wide lines as "Hello there" and takes everything else for noise. */
const reader: TextReader = {
  read: (lines) =>
    Promise.resolve(
      lines.map((line): Reading =>
        line.width > line.height * 2.5
          ? { text: "Hello there", confidence: 0.96 }
          : { text: "", confidence: 0 },
      ),
    ),
  dispose: () => Promise.resolve(),
};

function mockupOf(bitmap: Bitmap, deviceScaleFactor: number): Mockup {
  return {
    name: "page.png",
    bitmap,
    png: new Uint8Array(),
    cssSize: {
      width: Math.round(bitmap.width / deviceScaleFactor),
      height: Math.round(bitmap.height / deviceScaleFactor),
    },
    deviceScaleFactor,
    hash: "0",
  };
}

/** A card with a line of text and a plus sign, a divider below; `scale` device px in a CSS px. */
function drawPage(scale: number): Mockup {
  const page = createBitmap(400 * scale, 200 * scale, WHITE);
  drawBordered(
    page,
    { x: 20 * scale, y: 20 * scale, width: 240 * scale, height: 80 * scale },
    [248, 249, 250],
    { color: [206, 212, 218], width: scale },
    8 * scale,
  );
  drawRect(page, { x: 40 * scale, y: 54 * scale, width: 16 * scale, height: 4 * scale }, BLUE);
  drawRect(page, { x: 46 * scale, y: 48 * scale, width: 4 * scale, height: 16 * scale }, BLUE);
  drawLetters(page, "nnnnn nnnnn", 72 * scale, 50 * scale, 12 * scale, INK);
  drawRect(page, { x: 20 * scale, y: 140 * scale, width: 360 * scale, height: scale }, [200, 0, 0]);
  return mockupOf(page, scale);
}

describe("inspectMockup", () => {
  it("marks a reading that its reader is unsure of, and no other", async () => {
    const readWith = async (confidence: number) => {
      const unsure: TextReader = {
        ...reader,
        read: async (lines) =>
          (await reader.read(lines)).map((reading) => ({ ...reading, confidence })),
      };
      const { textLines } = await inspectMockup(drawPage(1), { reader: unsure });
      return textLines.map(({ text, doubtful }) => [text, doubtful]);
    };
    assert.deepEqual(await readWith(0.96), [["Hello there", undefined]]);
    assert.deepEqual(await readWith(0.7), [["Hello there", true]]);
  });

  it("tells where a text is that nobody could read, and shows it as a picture", async () => {
    const blind: TextReader = {
      ...reader,
      read: (lines) => Promise.resolve(lines.map(() => ({ text: "", confidence: 0, words: [] }))),
    };
    const { textLines, unreadTexts, pictures, notices } = await inspectMockup(drawPage(1), {
      reader: blind,
    });
    assert.deepEqual([textLines, unreadTexts?.length], [[], 1]);
    const [text] = unreadTexts ?? [];
    assert.ok(text);
    assert.deepEqual([text.x, text.y, text.height], [72, 50, 12]);
    assert.ok(pictures.some(({ box }) => contains(box, text)));
    assert.deepEqual(
      notices?.map(({ stage }) => stage),
      ["unread"],
    );
    assert.equal((await inspectMockup(drawPage(1), { reader })).unreadTexts, undefined);
  });

  it("marks what two readers read in two ways, and nothing else", async () => {
    const other: TextReader = {
      ...reader,
      read: async (lines) =>
        (await reader.read(lines)).map(({ text, confidence }) => ({
          text: text.replace("there", "theme"),
          confidence: confidence - 0.2,
        })),
    };
    const first: TextReader = {
      ...reader,
      read: async (lines) =>
        (await reader.read(lines)).map(({ text }) => ({ text, confidence: 0.92 })),
    };
    const readWith = async (checker: TextReader) =>
      (await inspectMockup(drawPage(1), { reader: first, checker })).textLines[0];
    const checked = await readWith(first);
    const contradicted = await readWith(other);
    assert.deepEqual([checked?.text, checked?.doubtful], ["Hello there", undefined]);
    assert.deepEqual(
      [contradicted?.text, contradicted?.doubtful, contradicted?.otherReadings],
      ["Hello there", true, ["Hello theme"]],
    );
  });

  for (const scale of [1, 2])
    it(`tells everything in CSS px at ${scale} device px in one`, async () => {
      const inspection = await inspectMockup(drawPage(scale), { reader });
      assert.deepEqual(inspection.size, { width: 400, height: 200 });
      assert.deepEqual(inspection.background, WHITE);
      assert.deepEqual(
        inspection.boxes.map(({ id, box, border, radius }) => ({
          ...{ id, box, border: border?.top, radius: radius.topLeft },
        })),
        [{ id: "b1", box: { x: 20, y: 20, width: 240, height: 80 }, border: 1, radius: 8 }],
      );
      assert.deepEqual(
        inspection.textLines.map(({ id, text, box: { x, y, height } }) => ({
          ...{ id, text, x, y, height },
        })),
        [{ id: "t1", text: "Hello there", x: 72, y: 50, height: 12 }],
      );
      assert.deepEqual(inspection.dividers, [
        {
          id: "d1",
          box: { x: 20, y: 140, width: 360, height: 1 },
          orientation: "horizontal",
          color: [200, 0, 0],
        },
      ]);
      assert.deepEqual(inspection.pictures, [
        {
          id: "p1",
          box: { x: 40, y: 48, width: 16, height: 16 },
          kind: "icon",
          background: [248, 249, 250],
        },
      ]);
      assert.deepEqual(inspection.fonts, [{ family: "Liberation Sans", share: 1 }]);
    });

  it("says nothing of failures when there are none", async () => {
    assert.ok(!("notices" in (await inspectMockup(drawPage(1), { reader }))));
  });

  it("shows text as a picture when the reader is broken, and says so", async () => {
    const broken: TextReader = {
      read: () => Promise.reject(new Error("The engine was lost.")),
      dispose: () => Promise.resolve(),
    };
    const inspection = await inspectMockup(drawPage(2), { reader: broken });
    assert.deepEqual(inspection.textLines, []);
    assert.equal(inspection.boxes.length, 1);
    const shown = inspection.pictures.find(({ kind }) => kind === "picture");
    assert.deepEqual([shown?.box.x, shown?.box.y, shown?.box.height], [72, 50, 12]);
    const [notice] = inspection.notices ?? [];
    assert.equal(notice?.stage, "reading");
    assert.match(notice?.message ?? "", /is shown as a picture .*: The engine was lost\.$/);
  });

  it("guesses the fonts when faces cannot be tried, and says so", async () => {
    const lost = (): Promise<never> => Promise.reject(new Error("The browser was lost."));
    const probe: FontProbe = { listFaces: lost, measure: lost, draw: lost };
    const guessed = await inspectMockup(drawPage(1), { reader });
    const { notices = [], ...inspection } = await inspectMockup(drawPage(1), { reader, probe });
    assert.deepEqual(inspection, guessed);
    assert.deepEqual(
      notices.map(({ stage, message }) => ({ stage, end: message.slice(-22) })),
      [{ stage: "fonts", end: " The browser was lost." }],
    );
  });

  it("stops when told to", async () => {
    const controller = new AbortController();
    const work = inspectMockup(drawPage(1), { reader }, controller.signal);
    controller.abort();
    await assert.rejects(work, { name: "AbortError" });
  });
});

describe("drawOverlay", () => {
  it("frames what was found on the faded mockup", async () => {
    const mockup = drawPage(1);
    const inspection = await inspectMockup(mockup, { reader });
    const overlay = drawOverlay(mockup.bitmap, inspection);
    assert.deepEqual([overlay.width, overlay.height], [400, 200]);
    assert.deepEqual(colorAt(overlay, 150, 20), [0, 110, 255], "the box's upper side");
    assert.deepEqual(colorAt(overlay, 71, 56), [230, 0, 0], "left of the text");
    assert.deepEqual(colorAt(overlay, 300, 140), [0, 150, 0], "the divider");
    assert.deepEqual(colorAt(overlay, 56, 60), [255, 0, 200], "right of the icon");
    assert.deepEqual(colorAt(overlay, 390, 190), WHITE);
  });
});
