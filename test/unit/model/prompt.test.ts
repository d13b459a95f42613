import assert from "node:assert/strict";
import { createSystemMessage, createTaskMessage } from "../../../src/model/prompt";
import { findTarget } from "../../../src/project/target";
import { emptyInspection, fakeMockup } from "../../fakes/fakeMockup";

const task = {
  mockup: fakeMockup(),
  inspection: emptyInspection(),
  contextTokens: 32_000,
  fontPaths: ["fonts/inter.woff2"],
  existingFiles: new Map<string, string>(),
  instruction: undefined,
};

describe("the prompt", () => {
  it("is short and names the target's files", () => {
    const target = findTarget("html");
    assert.ok(target);
    const { text } = createSystemMessage(target);
    assert.ok(text.length < 2000);
    assert.match(text, /index\.html/);
    assert.equal(findTarget("toString"), undefined);
  });

  it("shows the mockup first, always with the same bytes", () => {
    const [first, second] = [createTaskMessage(task), createTaskMessage(task)];
    assert.deepEqual(first, second);
    const [image] = first.content;
    assert.deepEqual([image?.type, image?.type === "image" && image.role], ["image", "mockup"]);
  });

  it("carries existing files and the user's wish", () => {
    const message = createTaskMessage({
      ...task,
      existingFiles: new Map([["index.html", "<p>old</p>"]]),
      instruction: "Make the button green.",
    });
    const words = JSON.stringify(message.content[1]);
    assert.match(words, /<p>old<\/p>/);
    assert.match(words, /The user asks: Make the button green\./);
    assert.match(words, /Improve the page/);
  });
});
