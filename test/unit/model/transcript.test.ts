import assert from "node:assert/strict";
import type { ContentPart, Message } from "../../../src/model/model";
import { Transcript } from "../../../src/model/transcript";
import { ScriptedModel } from "../../fakes/scriptedModel";

const model = new ScriptedModel([], undefined, (text) => text.length);
const text = (value: string): ContentPart => ({ type: "text", text: value });
const image = (role: "mockup" | "render"): ContentPart => ({
  type: "image",
  png: new Uint8Array(),
  width: 1,
  height: 1,
  role,
});
const assistant = (argumentsJson: string): Message => ({
  role: "assistant",
  text: "",
  reasoning: "",
  toolCalls: [{ id: "1", name: "write_file", argumentsJson }],
});
const tool = (...content: ContentPart[]): Message => ({
  role: "tool",
  toolCallId: "1",
  toolName: "compare",
  content,
  isError: false,
});

/** A run of three rounds, each with a screenshot (1000 tokens) and a written file. */
function conversation(fileChars: number): Transcript {
  const transcript = new Transcript((message) => model.countTokens(message));
  transcript.push(
    { role: "system", text: "s" },
    { role: "user", content: [image("mockup"), text("task")] },
  );
  for (let round = 0; round < 3; round++)
    transcript.push(
      assistant(JSON.stringify({ path: "a.css", content: "x".repeat(fileChars) })),
      tool(image("render"), text("differences")),
    );
  return transcript;
}

const images = (messages: readonly Message[]): string[] =>
  messages.flatMap((message) =>
    message.role === "user" || message.role === "tool"
      ? message.content.flatMap((part) => (part.type === "image" ? [part.role] : []))
      : [],
  );

describe("Transcript", () => {
  it("leaves everything alone while there is room", () => {
    const transcript = conversation(10);
    assert.deepEqual(images(transcript.fit(100_000)), ["mockup", "render", "render", "render"]);
  });

  it("drops the oldest screenshots first, never the mockup or the newest", () => {
    const messages = conversation(10).fit(3500);
    assert.deepEqual(images(messages), ["mockup", "render"]);
    assert.match(JSON.stringify(messages[3]), /earlier screenshot/);
  });

  it("then shortens old files, and keeps their path", () => {
    const transcript = conversation(5000);
    const messages = transcript.fit(9500);
    assert.deepEqual(images(messages), ["mockup", "render"]);
    assert.deepEqual(
      messages.flatMap((m) =>
        m.role === "assistant" ? [m.toolCalls[0]?.argumentsJson.length] : [],
      ),
      [52, 52, 5029],
    );
    assert.ok(transcript.tokens <= 9500);
  });

  it("shortens the newest exchange last of all, where the old ones are not enough", () => {
    const transcript = new Transcript((message) => model.countTokens(message));
    transcript.push(
      { role: "system", text: "s" },
      { role: "user", content: [image("mockup"), text("task")] },
      assistant(JSON.stringify({ path: "a.css", content: "x".repeat(5000) })),
      tool(text("differences ".repeat(500))),
    );
    const messages = transcript.fit(3500);
    assert.ok(transcript.tokens <= 3500);
    assert.deepEqual(images(messages), ["mockup"]);
    assert.match(JSON.stringify(messages[3]), /differences .*left out/);
  });

  it("leaves whole old exchanges out where short ones are too many, but no words of people", () => {
    const transcript = new Transcript((message) => model.countTokens(message));
    transcript.push(
      { role: "system", text: "s" },
      { role: "user", content: [image("mockup"), text("task")] },
    );
    for (let round = 0; round < 40; round++) {
      transcript.push(assistant(`{"path":"${"x".repeat(100)}"}`), tool(text(`result ${round}`)));
      if (round % 2 === 0) transcript.push({ role: "user", content: [text("measured")] });
      if (round === 3) transcript.say("Make it blue.");
      if (round === 5) transcript.say(`Make it round. ${"And round again. ".repeat(100)}`);
    }
    const before = transcript.fit(100_000);
    const messages = transcript.fit(3500);
    assert.ok(transcript.tokens <= 3500);
    assert.deepEqual(
      messages.slice(0, 3).map(({ role }) => role),
      ["system", "user", "assistant"],
    );
    const kept = messages.slice(2);
    assert.ok(kept.length > 4, "no more than need be");
    assert.deepEqual(kept, before.slice(-kept.length));
    assert.deepEqual(images(messages), ["mockup"]);
    assert.match(JSON.stringify(messages[1]), /task.*left out.*Make it blue\..*Make it round\./);
    assert.equal(JSON.stringify(transcript.fit(2500)).match(/earlier answers/g)?.length, 1);
  });

  it("believes what the model counted more than its estimate", () => {
    const transcript = conversation(10);
    const estimated = transcript.tokens;
    transcript.learn(estimated + 2000);
    assert.equal(transcript.tokens, estimated + 2000);
    assert.deepEqual(images(transcript.fit(estimated + 1000)), ["mockup", "render"]);
    transcript.learn(10);
    assert.ok(transcript.tokens > 10, "an estimate that is too high is kept");
  });

  it("does not change again what it has cut, so that a prefix can be reused", () => {
    const transcript = conversation(10);
    const first = transcript.fit(3500);
    transcript.push({ role: "user", content: [text("go on")] });
    const second = transcript.fit(3500);
    assert.deepEqual(second.slice(0, first.length), first);
  });

  it("says words with what has no answer yet, and by themselves after one", () => {
    const transcript = new Transcript(() => 1);
    transcript.push({ role: "user", content: [{ type: "text", text: "Task." }] });
    transcript.say("One.");
    transcript.push({ role: "assistant", text: "Yes.", reasoning: "", toolCalls: [] });
    transcript.say("Two.");
    assert.deepEqual(
      transcript.fit(100).map((message) => ("content" in message ? message.content : [])),
      [
        [
          { type: "text", text: "Task." },
          { type: "text", text: "One." },
        ],
        [],
        [{ type: "text", text: "Two." }],
      ],
    );
  });
});
