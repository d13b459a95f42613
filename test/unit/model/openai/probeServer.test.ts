import assert from "node:assert/strict";
import { describeProbe } from "../../../../src/app/machine/examineServer";
import { probeServer } from "../../../../src/model/openai/probeServer";
import type { ServerFacts } from "../../../../src/model/openai/serverFacts";
import type { ExaminedPart } from "../../../../src/protocol/schemas/models";
import { DONE, delta, startFakeServer, stream, whole } from "../../../fakes/fakeServer";
import type { Reply } from "../../../fakes/fakeServer";

const never = new AbortController().signal;
const say = (text: string): Reply =>
  stream([
    delta({ role: "assistant", content: text }),
    delta({ content: "." }),
    delta({}, "stop"),
    DONE,
  ]);
const call = stream([
  delta({
    tool_calls: [
      { index: 0, id: "a", function: { name: "report", arguments: '{"word":"ready"}' } },
    ],
  }),
  delta({}, "tool_calls"),
  DONE,
]);
const refuse = (message: string): Reply => whole(400, { error: { message } });

async function examine(replies: readonly Reply[], pages = {}) {
  const server = await startFakeServer(replies, pages);
  const facts: ServerFacts[] = [];
  const memory = {
    recall: () => Promise.resolve(undefined),
    remember: (one: ServerFacts) => Promise.resolve(void facts.push(one)),
  };
  try {
    const probe = await probeServer({ url: server.url, model: "m", memory }, never);
    const lines = describeProbe(server.url, probe);
    const line = (subject: string): ExaminedPart | undefined =>
      lines.find((one) => one.subject === subject);
    return { probe, facts: facts.at(-1), line, chats: server.chats() };
  } finally {
    await server.stop();
  }
}

describe("the trial of a server", () => {
  it("finds out what works, with small requests and without a mockup", async () => {
    const { line, facts, chats } = await examine([say("ready"), call, say("Red"), call], {
      "/v1/models": { data: [{ id: "m", owned_by: "vllm", max_model_len: 40_000 }] },
    });
    assert.equal(chats.length, 4);
    for (const { text } of chats) assert.ok(text.length < 4000, `${text.length} bytes`);
    assert.match(line("server")?.text ?? "", /^vLLM at .*, model m; it answers \(ready\.\)$/);
    assert.match(line("context")?.text ?? "", /^40000 tokens/);
    for (const subject of ["streaming", "tools", "pictures", "pictures in tool results"])
      assert.equal(line(subject)?.state, "good", subject);
    assert.match(line("pictures")?.text ?? "", /Red/);
    const { vision, tools, toolImages, contextTokens } = facts ?? {};
    assert.deepEqual([vision, tools, toolImages, contextTokens], [true, true, true, 40_000]);
  });

  it("says what does not, and what is done instead", async () => {
    const { line, facts } = await examine([
      say("ready"),
      refuse("does not support tools"),
      say("Red"),
      refuse("no images in tool messages"),
    ]);
    assert.match(line("context")?.advice ?? "", /are assumed/);
    assert.match(line("tools")?.text ?? "", /described to it in words/);
    assert.match(line("tools")?.advice ?? "", /It said: .*does not support tools/);
    assert.match(line("pictures in tool results")?.text ?? "", /a message of their own/);
    assert.deepEqual([facts?.vision, facts?.tools, facts?.toolImages], [true, false, false]);
  });

  it("tells a model that does not call from a server that cannot", async () => {
    const { line, facts } = await examine([say("ready")]);
    assert.equal(line("tools")?.state, "note");
    assert.match(line("tools")?.text ?? "", /did not call/);
    assert.equal(facts?.tools, true);
  });

  it("says why nothing works, and remembers nothing", async () => {
    const { line, facts } = await examine([refuse("model not found")], {
      "/v1/models": { data: [{ id: "other" }] },
    });
    assert.equal(line("server")?.state, "problem");
    assert.match(line("server")?.text ?? "", /model not found/);
    assert.match(line("server")?.advice ?? "", /other/);
    assert.equal(facts, undefined);
  });
});
