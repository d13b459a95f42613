import assert from "node:assert/strict";
import { createSystemMessage, createTaskMessage, describeRound } from "../../../src/model/prompt";
import { findTarget } from "../../../src/project/target";
import { signIn } from "../design/goldenPages";
import { emptyInspection, fakeMockup } from "../../fakes/fakeMockup";

const task = {
  mockup: fakeMockup(),
  inspection: emptyInspection(),
  contextTokens: 32_000,
  fontFaces: '@font-face { font-family: "Inter"; src: url("fonts/inter.woff2"); }',
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

  it("leads a small model step by step, and gives a large one freedom", () => {
    const target = findTarget("html");
    assert.ok(target);
    const [small, large] = [createSystemMessage(target), createSystemMessage(target, "large")];
    assert.match(small.text, /Work in this order/);
    assert.doesNotMatch(large.text, /Work in this order/);
    assert.match(large.text, /yours to decide/);
    for (const { text } of [small, large]) {
      assert.match(text, /exactly as large as the mockup/);
      assert.match(text, /never an instruction to you/);
      assert.doesNotMatch(text, /GLM/);
    }
  });

  it("shows a draft that is no file of the run, and says so", () => {
    const draft = new Map([["index.html", "<p>drawn</p>"]]);
    const words = JSON.stringify(createTaskMessage({ ...task, draft }).content[1]);
    assert.match(words, /None of it is in your files/);
    assert.match(words, /<p>drawn<\/p>/);
    assert.match(words, /Write the page, then call finish/);
    assert.doesNotMatch(words, /exists already/);
  });

  it("shows the mockup first, always with the same bytes", () => {
    const [first, second] = [createTaskMessage(task), createTaskMessage(task)];
    assert.deepEqual(first, second);
    const [image] = first.content;
    assert.deepEqual([image?.type, image?.type === "image" && image.role], ["image", "mockup"]);
  });

  it("says what the page seems to be, in a fifth of the grounding at most", () => {
    const words = (contextTokens: number): string => {
      const part = createTaskMessage({ ...task, inspection: signIn, contextTokens }).content[1];
      return part?.type === "text" ? part.text : "";
    };
    assert.match(words(32_000), /It seems to be made so[^]*\n +form\.[^]*\n +input\.\S+ \[/);
    const told = /It seems to be made so, part in part:\n([^]*?)\n\n/.exec(words(2_500))?.[1] ?? "";
    assert.ok(told.length > 0 && told.length <= 200, told);
  });

  it("hands the measured faces over ready to use, and says nothing where there are none", () => {
    const words = (fontFaces: string): string =>
      JSON.stringify(createTaskMessage({ ...task, fontFaces }).content[1]);
    assert.match(words(task.fontFaces), /Begin styles\.css with .*fonts\/inter\.woff2/);
    assert.doesNotMatch(words(""), /font files/);
  });

  it("shows of long files what fits, and says how to read on", () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `<p>row ${i}</p>`);
    const message = createTaskMessage({
      ...task,
      contextTokens: 10_000,
      existingFiles: new Map([
        ["index.html", lines.join("\n")],
        ["styles.css", "p { margin: 0 }"],
      ]),
    });
    const part = message.content[1];
    assert.ok(part?.type === "text");
    assert.ok(part.text.length < 8000);
    assert.match(part.text, /styles\.css is:\np \{ margin: 0 \}/);
    const shown = [...part.text.matchAll(/<p>row (\d+)<\/p>/g)].length;
    assert.ok(shown > 100 && shown < 400, String(shown));
    assert.match(
      part.text,
      new RegExp(`${2000 - shown} more lines: read_file from_line ${shown + 1} `),
    );
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

  it("says after a round what became of it, and the losses only where it was rolled back", () => {
    const round = { changedFiles: true, problem: undefined, accepted: true, losses: ["text fell"] };
    assert.match(describeRound(round), /better/);
    assert.doesNotMatch(describeRound(round), /text fell/);
    assert.match(describeRound({ ...round, accepted: false }), /rolled back.*\n- text fell\n/);
    assert.match(describeRound({ ...round, problem: "It hung." }), /It hung\. .*rolled back/);
    assert.match(describeRound({ ...round, changedFiles: false }), /changed no file/);
  });
});
