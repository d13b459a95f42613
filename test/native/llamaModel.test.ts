import { strict as assert } from "node:assert";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImagePart, Message, Model, ModelRequest } from "../../src/model/model";
import {
  collect,
  createTinyModel,
  endOf,
  noticesOf,
  patternPng,
  tinyText,
  viewTool,
  writeFileTool,
} from "./tinyModel";
import { splitGguf } from "../fakes/splitGguf";

const picture = (kind: number, role: ImagePart["role"]): ImagePart => ({
  type: "image",
  png: patternPng(336, 252, kind),
  width: 336,
  height: 252,
  role,
});

const opening: readonly Message[] = [
  { role: "system", text: "You write web pages." },
  { role: "user", content: [picture(3, "mockup"), { type: "text", text: "Build this page." }] },
];

const request = (messages: readonly Message[] = opening): ModelRequest => ({
  messages,
  tools: [writeFileTool, viewTool],
  toolChoice: "required",
  maxOutputTokens: 250,
  thinking: true,
});

describe("llamaModel on the tiny pair", () => {
  it("loads, looks at the picture, streams, and ends with a tool call", async () => {
    const model = createTinyModel();
    try {
      const events = await collect(model, request());
      const end = endOf(events);
      assert.equal(end.stop, "tool_calls");
      assert.equal(end.message.toolCalls.length, 1);
      const call = end.message.toolCalls[0];
      assert.ok(call);
      assert.match(call.id, /^call_1_0$/);
      assert.ok(["write_file", "view_mockup"].includes(call.name));
      assert.equal(typeof JSON.parse(call.argumentsJson), "object");

      const phases = new Set(events.flatMap((e) => (e.type === "progress" ? [e.phase] : [])));
      assert.deepEqual(
        [...phases],
        ["loading", "reading prompt", "reading picture", "writing"],
        "in the order they happen",
      );
      const shares = (phase: string): number[] =>
        events.flatMap((e) =>
          e.type === "progress" && e.phase === phase ? [e.done / e.total] : [],
        );
      for (const phase of ["reading picture", "reading prompt"]) {
        const told = shares(phase);
        assert.deepEqual(
          told,
          [...told].sort((a, b) => a - b),
          phase,
        );
        assert.ok(
          told.some((share) => share > 0 && share < 1),
          `${phase}: ${told.join()}`,
        );
      }
      assert.equal(shares("reading picture").at(-1), 1, "the encoder's last layer");
      const streamed = events.flatMap((e) => (e.type === "toolCallDelta" ? [e] : []));
      assert.equal(streamed.map((e) => e.argumentsDelta).join(""), call.argumentsJson);
      assert.equal(streamed[0]?.name, call.name);
      assert.ok(end.usage.promptTokens > 108, "the picture alone takes 12 × 9 tokens");
      assert.equal(end.usage.cachedTokens, 0);
      assert.match(noticesOf(events).join("\n"), /runs on the CPU/);
      assert.equal(end.usage.engine?.["imagesEncoded"], 1);
    } finally {
      await model.dispose();
    }
  });

  it("tells layer by layer how far a prompt of one batch is read", async () => {
    const model = createTinyModel({ batchSize: 8192 });
    try {
      const text = "Read this. ".repeat(200);
      const messages: Message[] = [{ role: "user", content: [{ type: "text", text }] }];
      const events = await collect(model, request(messages));
      const told = events.flatMap((e) =>
        e.type === "progress" && e.phase === "reading prompt" ? [e.done / e.total] : [],
      );
      assert.ok(
        told.some((share) => share > 0.2 && share < 0.9),
        told.join(),
      );
      assert.equal(told.at(-1), 1);
    } finally {
      await model.dispose();
    }
  });

  it("loads a model that is split into files as it loads the whole one", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mockloop-split-"));
    const whole = createTinyModel();
    const [first = ""] = splitGguf(tinyText, folder, "tiny", 3);
    const split = createTinyModel({ model: first });
    try {
      const rendered = { ...request(), maxOutputTokens: 1 };
      const [one, other] = [
        endOf(await collect(whole, rendered)),
        endOf(await collect(split, rendered)),
      ];
      assert.equal(other.usage.promptTokens, one.usage.promptTokens);
      assert.equal(other.usage.outputTokens, one.usage.outputTokens);
    } finally {
      await whole.dispose();
      await split.dispose();
      await rm(folder, { recursive: true });
    }
  });

  it("goes on from a tool result that carries a picture, and reads only what is new", async () => {
    const model = createTinyModel();
    try {
      const first = endOf(await collect(model, request()));
      const call = first.message.toolCalls[0];
      assert.ok(call);
      const next: Message[] = [
        ...opening,
        first.message,
        {
          role: "tool",
          toolCallId: call.id,
          toolName: call.name,
          content: [{ type: "text", text: "This is your render." }, picture(5, "render")],
          isError: false,
        },
      ];
      const second = endOf(await collect(model, request(next)));
      assert.ok(second.usage.cachedTokens >= first.usage.promptTokens - 8);
      assert.ok(second.usage.promptTokens > first.usage.promptTokens + 108);
      assert.match(second.message.toolCalls[0]?.id ?? "call_2_0", /^call_2_/);
    } finally {
      await model.dispose();
    }
  });

  it("looks away without an mmproj and says so in the prompt", async () => {
    const model = createTinyModel();
    const blind = createTinyModel({ mmproj: undefined as never });
    try {
      const infoOf = async (one: Model) => {
        const opening = await one.open(() => undefined, new AbortController().signal);
        assert.ok(opening.type === "open");
        return opening.info;
      };
      assert.deepEqual(await infoOf(model), { contextTokens: 8192, vision: true });
      assert.deepEqual(await infoOf(blind), { contextTokens: 8192, vision: false });
      const seeing = endOf(await collect(model, request()));
      const guessing = endOf(await collect(blind, request()));
      assert.ok(guessing.usage.promptTokens < seeing.usage.promptTokens);
    } finally {
      await model.dispose();
      await blind.dispose();
    }
  });
});
