import assert from "node:assert/strict";
import { join } from "node:path";
import { createComparer } from "../../src/compare/comparePage";
import { describeStopReason, findStopReason } from "../../src/converge/stopPolicy";
import { inspectMockup, type InspectTools } from "../../src/inspect/inspectMockup";
import { createPaddleReader } from "../../src/inspect/read/paddle/paddleReader";
import type { TextReader } from "../../src/inspect/read/textReader";
import { createTesseractReader } from "../../src/inspect/read/tesseractReader";
import { loadMockup } from "../../src/mockup/loadMockup";

/** A heading in another script above "Open the shop"; a heading over a blur above a button; light texts on nothing. */
const mockupOf = async (name: string) => {
  const path = join(import.meta.dirname, "..", "fixtures", "mockups", `${name}.png`);
  const tools = { rasterizeSvg: () => Promise.reject(new Error("no SVG")), deviceScaleFactor: 1 };
  return loadMockup({ kind: "path", path }, tools);
};

describe("a mockup with text that nobody can read", () => {
  const reader = createTesseractReader();
  const checker = createPaddleReader();
  const arabic = createTesseractReader({ language: "ara", workers: 1 });
  after(async () => {
    await reader.dispose();
    await checker.dispose();
    await arabic.dispose();
  });

  /** What a page comes to that shows every pixel of the mockup, but writes only what was read. */
  const judge = async (name: string, tools: InspectTools) => {
    const mockup = await mockupOf(name);
    const inspection = await inspectMockup(mockup, tools);
    const { cssSize, bitmap } = mockup;
    const written = inspection.textLines.map(({ text, box, color }, i) => ({
      ...{ text, box, color, fontFamily: "DejaVu Sans", fontSizePx: 18, fontWeight: 400 },
      selector: `p:nth-child(${i})`,
    }));
    const render = { bitmap, pageSize: cssSize, textLines: written, elements: [], facts: [] };
    const { unwrittenTexts, text } = await createComparer(mockup, inspection).compare({
      ...render,
      ms: { load: 0, settle: 0, capture: 0 },
    });
    const progress = {
      ...{ iterations: 1, bestFidelities: [1], bestMismatchRatio: 0, idleIterations: 0 },
      ...{ tokens: 0, timeIsUp: false, stopAsked: false, wordsWait: false, unwrittenTexts },
    };
    const goals = { minFidelity: 0.98, maxMismatchRatio: 0.005 };
    const limits = { maxIterations: 5, tokenBudget: 1e9, plateauGain: 0.001 };
    const reason = findStopReason(progress, { ...goals, ...limits });
    const read = inspection.textLines.map((line) => line.text);
    const says = reason && describeStopReason(reason, unwrittenTexts);
    return { read, reason, says, block: text.block, notices: inspection.notices };
  };

  for (const [name, tools] of [
    ["arabic", { reader, checker }],
    ["chinese", { reader }],
  ] as const)
    it(`never ends as plain converged: ${name}, ${"checker" in tools ? "two readers" : "one reader"}`, async () => {
      const { read, reason, says, block, notices } = await judge(name, tools);
      assert.deepEqual(read, ["Open the shop"]);
      assert.equal(reason, "texts-as-pictures");
      assert.match(says ?? "", /with 1 text kept as pictures/);
      assert.ok(block < 0.8, `block is ${block}`);
      assert.match(notices?.[0]?.message ?? "", /could not be read and is kept as a picture/);
    }).timeout(60_000);

  /** Reads nothing at all: letters in a face that nobody knows. */
  const blind: TextReader = {
    read: (lines) => Promise.resolve(lines.map(() => ({ text: "", confidence: 0 }))),
    dispose: () => Promise.resolve(),
  };

  for (const [name, texts] of [
    ["blur", ["Good morning", "Open forecast"]],
    ["light-on-transparent", ["Works on every page", "Everything your team needs"]],
  ] as const) {
    it(`is written and may converge: ${name}`, async () => {
      const { read, reason } = await judge(name, { reader, checker });
      assert.equal(read.join(" "), texts.join(" "));
      assert.equal(reason, "converged");
    }).timeout(60_000);

    it(`never ends as plain converged where nobody can read it: ${name}`, async () => {
      const { read, reason, says } = await judge(name, { reader: blind });
      assert.deepEqual(read, []);
      assert.equal(reason, "texts-as-pictures");
      assert.match(says ?? "", /with 2 texts kept as pictures/);
    }).timeout(60_000);
  }

  it("is written and may converge where the second reader knows the script", async () => {
    const { read, reason } = await judge("chinese", { reader, checker });
    assert.deepEqual(read, ["欢迎来到我们的商店", "Open the shop"]);
    assert.equal(reason, "converged");
  }).timeout(60_000);

  it("is written and may converge where there is a reader of the script alone", async () => {
    const scripts = [{ reader: arabic, letter: /\p{Script=Arabic}/u }];
    const { read, reason } = await judge("arabic", { reader, checker, scripts });
    assert.deepEqual(read, ["مرحبا بكم في متجرنا", "Open the shop"]);
    assert.equal(reason, "converged");
  }).timeout(60_000);
});
