import { PermissionDesk } from "../../src/policy/permissionDesk";
import { strict as assert } from "node:assert";
import { decodePng, encodePng } from "../../src/image/codec";
import type { Bitmap } from "../../src/image/bitmap";
import type { Message, Model } from "../../src/model/model";
import { SourceFiles } from "../../src/project/sourceFiles";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Renderer } from "../../src/render/renderer";
import { createEditFileTool } from "../../src/tools/edit/editFile";
import { runTurn, type Turn } from "../../src/tools/runTurn";
import { Toolbox } from "../../src/tools/toolbox";
import { createWriteFileTool } from "../../src/tools/writeFile";
import { answered, exact, greedy, nanoText, nanoVision, references, toMessages } from "./nanoPair";
import { createTinyModel } from "./tinyModel";

/** Its page has no words, so that the browser draws every pixel as the picture has it. */
const reference = answered.find(({ id }) => id === "22-repair-308-think-chosen");

const never = new AbortController().signal;

/** The pixels that differ by more than 8 of 255 in a channel. */
function countDifferent(one: Bitmap, other: Bitmap): number {
  assert.deepEqual([one.width, one.height], [other.width, other.height]);
  let count = 0;
  for (let i = 0; i < one.rgba.length; i += 4)
    if ([0, 1, 2].some((k) => Math.abs((one.rgba[i + k] ?? 0) - (other.rgba[i + k] ?? 0)) > 8))
      count++;
  return count;
}

describe("a trained model in the loop", function () {
  this.timeout(180_000);
  let browser: BrowserProcess;
  let renderer: Renderer;
  let model: Model;
  before(() => {
    browser = createBrowserProcess({ executablePath: process.env["CHROME_PATH"] });
    renderer = createPuppeteerRenderer(browser);
    model = createTinyModel({
      ...{ model: nanoText, mmproj: nanoVision, contextSize: 2048 },
      ...exact,
      sampling: greedy,
    });
  });
  after(async () => {
    await model.dispose();
    await renderer.dispose();
    await browser.dispose();
  });

  async function draw(files: SourceFiles): Promise<Bitmap> {
    assert.ok(reference);
    const [width, height] = reference.size;
    const outcome = await renderer.render({
      files: files.snapshot(),
      entry: "index.html",
      viewport: { width, height },
      deviceScaleFactor: 1,
    });
    assert.ok(outcome.ok, JSON.stringify(outcome));
    return outcome.render.bitmap;
  }

  /** One answer of the model and what its calls did to the files. */
  async function turn(files: SourceFiles, messages: readonly Message[]): Promise<Turn> {
    const toolbox = new Toolbox(
      [createWriteFileTool(files), createEditFileTool(files)],
      new PermissionDesk({ policy: [], ask: undefined }),
    );
    const outcome = await runTurn(
      model,
      {
        messages,
        tools: references.tools.map((tool) => tool.function),
        toolChoice: "auto",
        maxOutputTokens: 400,
        thinking: true,
      },
      toolbox,
      { now: () => 0, timeUp: never, wait: () => Promise.resolve(), emit: () => undefined },
      never,
    );
    assert.ok(outcome.ok, JSON.stringify(outcome));
    return outcome.turn;
  }

  /** The wrong draft of the reference's conversation, drawn by the product's own renderer, and the conversation so far. */
  async function drawDraft() {
    assert.ok(reference);
    const [system, task, draft, feedback] = await toMessages(reference);
    assert.ok(system && task?.role === "user" && draft?.role === "assistant");
    assert.ok(feedback?.role === "tool");
    const [picture] = task.content;
    assert.ok(picture?.type === "image");
    const files = new SourceFiles();
    const written = JSON.parse(draft.toolCalls[0]?.argumentsJson ?? "") as Record<string, string>;
    files.write(written["path"] ?? "", written["content"] ?? "");
    const render = await draw(files);
    const png = await encodePng(render);
    const shown: Message = {
      ...feedback,
      content: feedback.content.map((part) => (part.type === "image" ? { ...part, png } : part)),
    };
    return { system, task, draft, shown, files, render, png, mockup: await decodePng(picture.png) };
  }

  it("writes a page from a mockup, and repairs a wrong one after its render", async () => {
    const { system, task, draft, shown, files, render, mockup } = await drawDraft();
    const fresh = new SourceFiles();
    assert.ok((await turn(fresh, [system, task])).changedFiles);
    const first = countDifferent(await draw(fresh), mockup);
    const wrong = countDifferent(render, mockup);
    assert.ok((await turn(files, [system, task, draft, shown])).changedFiles);
    const repaired = countDifferent(await draw(files), mockup);
    const pixels = mockup.width * mockup.height;
    console.log(
      `      of ${pixels} pixels differ: first page ${first}, wrong draft ${wrong}, repaired ${repaired}`,
    );
    assert.deepEqual([first, repaired], [0, 0]);
    assert.ok(wrong > pixels / 20);
  });

  it("looks at the mockup for it: where it is shown the render in its place, it repairs nothing", async () => {
    const { system, task, draft, shown, files, png, mockup } = await drawDraft();
    const content = task.content.map((part) => (part.type === "image" ? { ...part, png } : part));
    await turn(files, [system, { ...task, content }, draft, shown]);
    assert.ok(countDifferent(await draw(files), mockup) > 0);
  });
});
