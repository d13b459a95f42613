import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { Rect } from "../../src/base/geometry";
import { createComparer } from "../../src/compare/comparePage";
import { createBitmap } from "../../src/image/bitmap";
import { inspectMockup } from "../../src/inspect/inspectMockup";
import type { Inspection } from "../../src/inspect/inspection";
import type { LineImage, Reading, TextReader } from "../../src/inspect/read/textReader";
import type { DrawnPage } from "../../src/model/model";
import type { Mockup } from "../../src/mockup/mockup";
import type { Answer } from "../../src/trace/tracer";
import { Tracer } from "../../src/trace/tracer";
import { FakeFontProbe, facesOf } from "../fakes/fakeFontProbe";

/** What a reader may make of a picture that is no text, and of one that is. */
const WORDS = [
  "",
  "O",
  "—",
  "n",
  "I l|",
  "Hello there",
  "$O.99",
  "«»",
  "Total: 1,024.00 €",
  "gjpqy ÅÉ 日本",
  "a  b",
];

/** Reads something or other, the same for the same picture, with more or less confidence. */
export const oddReader: TextReader = {
  read: (lines) => Promise.resolve(lines.map(readSomething)),
  dispose: () => Promise.resolve(),
};

function readSomething({ width, height, pixels }: LineImage): Reading {
  let sum = width * 31 + height;
  for (let i = 0; i < pixels.length; i += 7) sum = (sum * 33 + (pixels[i] ?? 0)) % 1_000_003;
  const letters = Math.max(1, Math.round(width / 18));
  const text =
    sum % 3 === 0
      ? "words and more ".repeat(letters).slice(0, letters).trim()
      : (WORDS[sum % WORDS.length] ?? "");
  return { text, confidence: [0.3, 0.6, 0.85, 0.92, 0.99, 0.99][sum % 6] ?? 0 };
}

const probe = new FakeFontProbe([...facesOf("Inter"), ...facesOf("Lato", [400])]);

/**
 * Takes an odd mockup the whole way, and asks of every stage that it ends, that nothing failed and that what it says can be
 * used: finite numbers, rectangles on the page, code without holes.
 */
export async function examinePage(mockup: Mockup): Promise<Inspection> {
  const inspection = await inspectMockup(mockup, { reader: oddReader, probe });
  assert.deepEqual(failures(inspection), [], "no step fails");
  assertUsable(inspection, mockup);
  await examineTrace(mockup, inspection);
  return inspection;
}

/** Notices of what was thrown; that an area holds too much, or a text that nobody can read, is none. */
function failures({ notices = [] }: Inspection): string[] {
  return notices
    .filter(({ stage }) => stage !== "unread")
    .map(({ message }) => message)
    .filter((message) => !/than can be/.test(message));
}

function assertUsable(inspection: Inspection, { cssSize }: Mockup): void {
  assertFinite(inspection, "inspection");
  const parts = [
    ...inspection.textLines,
    ...inspection.boxes,
    ...inspection.dividers,
    ...inspection.pictures,
  ];
  for (const { id, box } of parts) {
    assert.ok(box.width > 0 && box.height > 0, `${id} has no extent: ${JSON.stringify(box)}`);
    assert.ok(isOn(cssSize, box), `${id} is not on the page: ${JSON.stringify(box)}`);
  }
  assert.equal(new Set(parts.map(({ id }) => id)).size, parts.length, "every id is one part's own");
}

/** CSS sizes are whole numbers, device sizes may be none of them. */
function isOn({ width, height }: Inspection["size"], box: Rect): boolean {
  const slack = 0.5 + 1e-6;
  return (
    box.x >= -1e-6 &&
    box.y >= -1e-6 &&
    box.x + box.width <= width + slack &&
    box.y + box.height <= height + slack
  );
}

function assertFinite(value: unknown, path: string): void {
  if (typeof value === "number") assert.ok(Number.isFinite(value), `${path} is ${value}`);
  else if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) assertFinite(part, `${path}.${key}`);
}

/** The first draft, what comes after a render that shows nothing, and what comes after one that shows the mockup. */
async function examineTrace(mockup: Mockup, inspection: Inspection): Promise<void> {
  const { signal } = new AbortController();
  const tracer = new Tracer({ mockup, inspection, target: "html" });
  const { width, height } = mockup.bitmap;
  assertSound(await tracer.start());
  assertSound(
    await tracer.correct(drawn(createBitmap(width, height, [255, 255, 255])), true, signal),
  );
  assertSound(await tracer.correct(drawn(mockup.bitmap), true, signal));
  assertSound(await tracer.conclude(drawn(mockup.bitmap), signal));
}

/** A page of which nobody knows where its elements are, and how true it looks. */
const drawn = (bitmap: Mockup["bitmap"]): { page: DrawnPage; fidelity: undefined } => ({
  page: { bitmap, elements: [] },
  fidelity: undefined,
});

function assertSound({ calls }: Answer): void {
  for (const { name, args } of calls) {
    assertFinite(args, name);
    for (const value of Object.values(args))
      if (typeof value === "string")
        assert.doesNotMatch(value, /\bNaN|undefined|Infinity|\[object/, name);
  }
}

/** Compares a page of some texts with the mockup: the scores are shares, the differences can be told. */
export async function examineComparison(mockup: Mockup, inspection: Inspection): Promise<void> {
  const { width, height } = mockup.cssSize;
  const textLines = inspection.textLines.map((line, i) => ({
    text: i % 3 === 0 ? `${line.text} x` : line.text,
    box: { ...line.box, x: line.box.x + (i % 5) },
    color: line.color,
    fontFamily: "Inter",
    fontSizePx: line.font.sizePx,
    fontWeight: 400,
    selector: `p:nth-child(${i})`,
  }));
  const comparison = await createComparer(mockup, inspection).compare({
    bitmap: createBitmap(
      mockup.bitmap.width + 3,
      Math.max(1, mockup.bitmap.height - 2),
      [250, 250, 250],
    ),
    pageSize: { width: width + 3, height: Math.max(1, height - 2) },
    textLines,
    elements: [],
    facts: [],
    ms: { load: 0, settle: 0, capture: 0 },
  });
  await setImmediate();
  const { diff, ...told } = comparison;
  assert.deepEqual([diff.width, diff.height], [mockup.bitmap.width, mockup.bitmap.height]);
  assertFinite(told, "comparison");
  const { block, text, position, color } = told.text;
  for (const share of [told.fidelity, told.mismatchRatio, told.ssim, block, text, position, color])
    assert.ok(share >= 0 && share <= 1, `a share is ${share}`);
}
