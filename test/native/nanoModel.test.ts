import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { NativeEngine } from "../../src/model/llama/bridge/bridge";
import { toEngineMessages } from "../../src/model/llama/messages/engineMessages";
import { fitPicture } from "../../src/model/llama/pictures/fitPicture";
import type { Message, Model, ModelRequest } from "../../src/model/model";
import { answered, askNano, exact, greedy, nano, nanoText, nanoVision } from "./nanoPair";
import { openNano, picturesOf, references, toMessages, withoutStop } from "./nanoPair";
import type { ReferenceCase } from "./nanoPair";
import { collect, createTinyModel, endOf, nextJob } from "./tinyModel";

type Box = readonly [left: number, top: number, width: number, height: number];

const expected = ({ greedyText }: ReferenceCase): string => withoutStop(greedyText);

const boxesOf = (text: string): Box[] =>
  [...text.matchAll(/left:(\d+)px;top:(\d+)px;width:(\d+)px;height:(\d+)px/g)].map((match) => {
    const [left = 0, top = 0, width = 0, height = 0] = match.slice(1, 5).map(Number);
    return [left, top, width, height];
  });

/** The area both have over the area either has. */
function overlap([al, at, aw, ah]: Box, [bl, bt, bw, bh]: Box): number {
  const width = Math.max(0, Math.min(al + aw, bl + bw) - Math.max(al, bl));
  const height = Math.max(0, Math.min(at + ah, bt + bh) - Math.max(at, bt));
  return (width * height) / (aw * ah + bw * bh - width * height);
}

/** The pair behind the model port, in a child process. */
const openNanoModel = (): Model =>
  createTinyModel({
    ...{ model: nanoText, mmproj: nanoVision, contextSize: 2048 },
    ...exact,
    sampling: greedy,
  });

const requestOf = (c: ReferenceCase, messages: readonly Message[]): ModelRequest => ({
  messages,
  tools: references.tools.map((tool) => tool.function),
  toolChoice: "auto",
  maxOutputTokens: 400,
  thinking: c.enableThinking,
});

describe("a trained model of GLM's architecture", () => {
  let engine: NativeEngine;
  before(async () => (engine = await openNano(exact)));
  after(() => engine.dispose(nextJob()));

  it("answers as transformers does, letter by letter", async () => {
    let same = 0;
    for (const c of answered) {
      await engine.clear(nextJob());
      const result = await askNano(engine, c);
      const sure = withoutStop(c.sureText);
      assert.equal(result.stats.promptTokens, c.promptIds.length, c.id);
      assert.equal(result.raw.slice(0, sure.length), sure, c.id);
      if (result.raw === expected(c)) same++;
      assert.equal(result.stop, "eog", c.id);
      assert.equal(result.parseError, "", c.id);
    }
    console.log(`      ${same} of ${answered.length} whole answers the same`);
    assert.ok(same >= answered.length - 2);
  });

  it("answers the same when the conversation comes through the product's messages", async () => {
    for (const c of answered) {
      const result = await askNano(engine, c, toEngineMessages(await toMessages(c), true));
      assert.equal(result.raw, expected(c), c.id);
    }
  });

  it("answers the second turn the same with the first still in the context", async () => {
    for (const c of answered.filter(({ images }) => images.length === 2)) {
      await engine.clear(nextJob());
      const first = await askNano(engine, c, {
        messages: JSON.stringify(c.messages.slice(0, 2)),
        images: (await picturesOf(c)).slice(0, 1),
        maxTokens: 1,
      });
      const second = await askNano(engine, c);
      assert.equal(second.raw, expected(c), c.id);
      assert.ok(second.stats.reusedTokens >= first.stats.promptTokens - 1, c.id);
      assert.equal(second.stats.imagesReused, 1, c.id);
    }
  });

  it("sees the boxes where they are", async () => {
    const overlaps: number[] = [];
    for (const c of answered.filter(({ kind }) => kind === "one")) {
      const got = boxesOf((await askNano(engine, c)).raw);
      const truth = boxesOf(c.truthText);
      assert.equal(got.length, truth.length, c.id);
      truth.forEach((box, i) => overlaps.push(overlap(box, got[i] ?? [0, 0, 0, 0])));
    }
    const mean = overlaps.reduce((a, b) => a + b) / overlaps.length;
    const least = Math.min(...overlaps);
    console.log(
      `      ${overlaps.length} boxes, mean IoU ${mean.toFixed(4)}, least ${least.toFixed(3)}`,
    );
    assert.ok(mean >= 0.99 && least >= 0.9);
  });

  it("looks at each picture in its place", async () => {
    for (const c of answered.filter(({ id }) => id.endsWith("-chosen"))) {
      const [first, second] = await picturesOf(c);
      assert.ok(first && second);
      const wrong = c.kind === "follow" ? [first, first] : [second, second];
      assert.notEqual((await askNano(engine, c, { images: wrong })).raw, expected(c), c.id);
      assert.equal((await askNano(engine, c)).raw, expected(c), c.id);
    }
  });

  it("answers the same with the settings people use", async () => {
    const usual = await openNano({ batchSize: 512 });
    try {
      let same = 0;
      for (const c of answered) {
        await usual.clear(nextJob());
        if ((await askNano(usual, c)).raw === expected(c)) same++;
      }
      console.log(`      f16, flash attention: ${same} of ${answered.length} the same`);
      assert.ok(same >= answered.length - 2);
    } finally {
      await usual.dispose(nextJob());
    }
  });

  it("calls the right tool with the right arguments through the model port, in its own process", async () => {
    const model = openNanoModel();
    try {
      for (const c of answered) {
        const { message } = endOf(await collect(model, requestOf(c, await toMessages(c))));
        const call = message.toolCalls[0];
        const pairs = c.greedyText.matchAll(
          /<arg_key>(\w+)<\/arg_key>\n<arg_value>([^]*?)<\/arg_value>/g,
        );
        assert.equal(call?.name, /<tool_call>(\w+)\n/.exec(c.greedyText)?.[1], c.id);
        const wanted = Object.fromEntries(
          [...pairs].map(([, key = "", value = ""]) => [key, value]),
        );
        assert.deepEqual(JSON.parse(call?.argumentsJson ?? "{}"), wanted, c.id);
        const thought = /<think>(.+)<\/think>/.exec(c.greedyText)?.[1] ?? "";
        assert.equal(message.reasoning, thought, c.id);
      }
    } finally {
      await model.dispose();
    }
  });

  it("is shown a picture of odd size stretched, as it was trained, by the model port", async () => {
    const [first] = answered;
    assert.ok(first);
    const png = await readFile(join(nano, "pictures/screen-300x210.png"));
    const rule = { family: "glm", factor: 28, minTokens: 8, maxTokens: 4096 } as const;
    const asked = (picture: Uint8Array) => askNano(engine, first, { images: [picture] });
    const stretched = await asked(await fitPicture(png, rule));
    const padded = await asked(png);
    assert.equal(stretched.stats.promptTokens, padded.stats.promptTokens);
    assert.notEqual(stretched.raw, padded.raw);

    const model = openNanoModel();
    try {
      const messages = (await toMessages(first)).map((message): Message =>
        message.role === "user"
          ? {
              ...message,
              content: message.content.map((p) => (p.type === "image" ? { ...p, png } : p)),
            }
          : message,
      );
      const { message } = endOf(await collect(model, requestOf(first, messages)));
      const call = message.toolCalls[0];
      assert.ok(call);
      const { content } = JSON.parse(call.argumentsJson) as { content: string };
      assert.ok(stretched.raw.includes(content));
      assert.ok(!padded.raw.includes(content));
    } finally {
      await model.dispose();
    }
  });
});
