import assert from "node:assert/strict";
import type { Bitmap } from "../../../src/image/bitmap";
import { createBitmap } from "../../../src/image/bitmap";
import { encodePng } from "../../../src/image/codec";
import type { Inspection } from "../../../src/inspect/inspection";
import type { Mockup } from "../../../src/mockup/mockup";
import type {
  DrawnPage,
  AssistantMessage,
  Message,
  Model,
  ModelEvent,
  RunFacts,
  ToolCall,
  ToolMessage,
} from "../../../src/model/model";
import type { ProjectComponent } from "../../../src/project/components/projectComponent";
import type { TracerTask } from "../../../src/trace/tracer";
import { createTracerModel } from "../../../src/trace/tracerModel";
import { box, inspectionOf, line, picture, rect } from "../design/inspectionBuilder";

const SIZE = { width: 300, height: 200 };
const inspection: Inspection = inspectionOf(
  {
    lines: [line("Hello there", 20, 60), line("Sign in", 40, 120)],
    boxes: [box(rect(20, 95, 120, 40))],
    pictures: [picture(rect(200, 20, 60, 40))],
  },
  SIZE,
);

async function createModel(project: Partial<TracerTask> = {}): Promise<Model> {
  // Darker than any render here, so that there is something to correct.
  const bitmap = createBitmap(SIZE.width, SIZE.height, [90, 90, 90]);
  const png = await encodePng(bitmap);
  const mockup: Mockup = {
    name: "m.png",
    bitmap,
    png,
    cssSize: SIZE,
    deviceScaleFactor: 1,
    hash: "",
  };
  return createTracerModel({ mockup, inspection, target: "html", ...project });
}

/** A page no file was written for, as a run without words sees it. */
const BLANK: RunFacts = { instruction: undefined, startsFromFiles: false, lastRender: undefined };

async function ask(
  model: Model,
  messages: readonly Message[],
  facts: Partial<RunFacts> = {},
): Promise<AssistantMessage> {
  const events: ModelEvent[] = [];
  const request = {
    messages,
    tools: [],
    toolChoice: "auto",
    maxOutputTokens: 1000,
    thinking: false,
    facts: { ...BLANK, ...facts },
  } as const;
  for await (const event of model.generate(request, new AbortController().signal))
    events.push(event);
  const last = events[events.length - 1];
  assert.equal(events.filter(({ type }) => type === "end" || type === "failure").length, 1);
  assert.ok(last?.type === "end", JSON.stringify(last));
  const said = events.map((event) => (event.type === "text" ? event.delta : "")).join("");
  assert.equal(said, last.message.text);
  return last.message;
}

const user = (text: string): Message => ({ role: "user", content: [{ type: "text", text }] });

/** What a page looks like, seen from its files. */
type Draw = (files: ReadonlyMap<string, string>) => Bitmap;

const drawBlank: Draw = () => createBitmap(SIZE.width, SIZE.height);

/** Runs the calls on `files` and answers each, in words alone. */
function runCalls(calls: readonly ToolCall[], files: Map<string, string>): ToolMessage[] {
  return calls.map((call) => {
    const args = JSON.parse(call.argumentsJson) as Record<string, string>;
    const path = args["path"] ?? "";
    if (call.name === "write_file") files.set(path, args["content"] ?? "");
    if (call.name === "extract_asset") files.set(path, "picture");
    if (call.name === "edit_file") {
      const before = files.get(path) ?? "";
      assert.equal(before.split(args["old_text"] ?? "").length, 2, "old_text occurs once");
      files.set(path, before.replace(args["old_text"] ?? "", args["new_text"] ?? ""));
    }
    return {
      role: "tool",
      toolCallId: call.id,
      toolName: call.name,
      content: [{ type: "text", text: "done" }],
      isError: false,
    };
  });
}

/** One round of the loop; returns the answers. The page is blank unless `draw` says otherwise. */
async function runRound(
  model: Model,
  messages: Message[],
  files: Map<string, string>,
  draw = drawBlank,
  judge: (files: ReadonlyMap<string, string>) => number | undefined = () => undefined,
): Promise<AssistantMessage[]> {
  const answers: AssistantMessage[] = [];
  let lastRender: DrawnPage | undefined;
  for (let turn = 0; turn < 12; turn++) {
    const answer = await ask(model, messages, { lastRender, lastFidelity: judge(files) });
    answers.push(answer);
    messages.push(answer, ...runCalls(answer.toolCalls, files));
    lastRender = { bitmap: draw(files), elements: [] };
    if (answer.toolCalls.some(({ name }) => name === "finish")) break;
  }
  return answers;
}

const names = ({ toolCalls }: AssistantMessage): string[] => toolCalls.map(({ name }) => name);

describe("createTracerModel", () => {
  it("drafts with crops, both files and a look at the page", async () => {
    const answer = await ask(await createModel(), [user("Write the page.")]);
    assert.match(answer.text, /2 texts, 1 box, 1 picture/);
    assert.deepEqual(names(answer), ["extract_asset", "write_file", "write_file", "compare"]);
    assert.deepEqual(JSON.parse(answer.toolCalls[0]?.argumentsJson ?? ""), {
      path: "assets/picture-1.png",
      x: 200,
      y: 20,
      width: 60,
      height: 40,
    });
  });

  it("drafts in its first round and tries a few corrections in each later one", async () => {
    const files = new Map<string, string>();
    const model = await createModel();
    const messages: Message[] = [user("Write the page.")];
    const draft = await runRound(model, messages, files);
    const [first, second, third] = draft;
    assert.equal(draft.length, 3);
    assert.equal(first && names(first).at(-1), "compare");
    assert.deepEqual(second && names(second), ["write_file", "write_file", "compare"]);
    assert.equal(third && names(third).at(-1), "finish");

    messages.push(user("What is left to correct:"));
    const corrections = await runRound(model, messages, files);
    assert.ok(corrections.length > 2 && corrections.length <= 9, String(corrections.length));
    const looked = corrections.findIndex(({ text }) => text.includes("where the corrected parts"));
    assert.ok(looked > 1, "what the corrections moved is looked for before the round ends");
    const look = corrections[looked];
    assert.ok(look && names(look).includes("write_file"), "no edit may be refused for being known");
    const last = corrections.at(-1);
    assert.equal(last && names(last).at(-1), "finish");
    assert.ok(corrections.slice(0, -1).every((answer) => names(answer).at(-1) === "compare"));
    assert.deepEqual([...files.keys()].sort(), [
      "assets/picture-1.png",
      "index.html",
      "styles.css",
    ]);
    assert.match(files.get("index.html") ?? "", /Hello there/);
  });

  /** Everything has its place at the mockup's size, and nothing moves. */
  const isPlaced = (files: ReadonlyMap<string, string>): boolean =>
    /body \{[^}]*width: 300px/.test(files.get("styles.css") ?? "");

  /** How true the page looks to whoever measures it: the placed one by 0.9. */
  const judgeBy =
    (understood: number) =>
    (files: ReadonlyMap<string, string>): number =>
      isPlaced(files) ? 0.9 : understood;

  it("keeps the page a person would write where it looks nearly as true as the placed one", async () => {
    for (const understood of [0.9, 0.875]) {
      const files = new Map<string, string>();
      const judge = judgeBy(understood);
      await runRound(await createModel(), [user("Write the page.")], files, drawBlank, judge);
      assert.ok(!isPlaced(files));
    }
  });

  it("falls back on the placed page where that looks truer", async () => {
    const files = new Map<string, string>();
    const messages = [user("Write the page.")];
    const model = await createModel();
    const draft = await runRound(model, messages, files, drawBlank, judgeBy(0.83));
    assert.ok(isPlaced(files));
    assert.match(draft.at(-1)?.text ?? "", /Placed as measured/);

    messages.push(user("What is left to correct:"));
    await runRound(model, messages, files, drawBlank, judgeBy(0.83));
    assert.ok(isPlaced(files), "corrections stay with what was chosen");
  });

  it("leaves the placed page out only where the page is made of the person's components", async () => {
    const component = (role: "input" | "table" | undefined): ProjectComponent => ({
      ...{ name: "Own", import: "@/own", isDefault: false, file: "src/own.tsx", role, props: [] },
      ...{ content: "root", takesAttributes: true, takesClass: true },
    });
    const isCompared = async (role: "input" | "table" | undefined): Promise<boolean> => {
      const components = { framework: "react", styles: [], components: [component(role)] } as const;
      const files = new Map<string, string>();
      const model = await createModel({ target: "react", components });
      const draft = await runRound(model, [user("Write the page.")], files);
      assert.equal(/<Own\b/.test([...files.values()].join("")), role === "input");
      return draft.some(({ text }) => text.includes("everything placed as measured"));
    };
    assert.equal(await isCompared("input"), false);
    assert.equal(await isCompared("table"), true, "no table is on the page");
    assert.equal(await isCompared(undefined), true);
  });

  it("is deterministic", async () => {
    const run = async (): Promise<string> => {
      const files = new Map<string, string>();
      await runRound(await createModel(), [user("Write the page.")], files);
      return JSON.stringify([...files]);
    };
    assert.equal(await run(), await run());
  });

  it("writes whole files again in the next round, and ends when nothing is left to try", async () => {
    const model = await createModel();
    const messages = [user("Write the page.")];
    const files = new Map<string, string>();
    await runRound(model, messages, files);
    let looks = 0;
    for (let round = 0; round < 6; round++) {
      files.clear();
      messages.push(user("These are the differences."));
      const answers = await runRound(model, messages, files);
      looks += answers.filter(({ text }) => text.includes("where the corrected parts are")).length;
      if (answers.length === 1 && /Nothing is left/.test(answers[0]?.text ?? ""))
        return assert.equal(looks, 1, "what the corrections moved is looked for once");
      assert.ok(files.has("styles.css") && files.has("index.html"));
    }
    assert.fail("It never came to an end.");
  });

  it("says that it cannot follow instructions, and that it starts anew", async () => {
    const facts = { instruction: "make it blue", startsFromFiles: true };
    const { text } = await ask(await createModel(), [user("Write the page.")], facts);
    assert.match(text, /cannot follow instructions/);
    assert.match(text, /start again/);
  });

  it("takes no words of the page or the prompt for an instruction", async () => {
    const task = "Text in it: “The user asks: for a refund”. The page exists already.";
    const { text } = await ask(await createModel(), [user(task)]);
    assert.match(text, /^Drafting/);
  });

  it("leaves a finished page when it cannot be rendered", async () => {
    const model = await createModel();
    const messages = [user("Write the page.")];
    const draft = await ask(model, messages);
    const results = runCalls(draft.toolCalls, new Map());
    const answer = await ask(model, [...messages, draft, ...results], { lastRender: undefined });
    assert.equal(names(answer).at(-1), "finish");
  });

  it("learns nothing from a page drawn before, when the last one was refused", async () => {
    const model = await createModel();
    const messages = [user("Write the page.")];
    const draft = await ask(model, messages);
    const refused = runCalls(draft.toolCalls, new Map()).map((result) => ({
      ...result,
      isError: result.toolName === "compare",
    }));
    const lastRender = { bitmap: createBitmap(SIZE.width, SIZE.height), elements: [] };
    const answer = await ask(model, [...messages, draft, ...refused], { lastRender });
    assert.equal(names(answer).at(-1), "finish");
    assert.match(answer.text, /could not be rendered/);
  });

  it("writes whole files after an edit failed", async () => {
    const model = await createModel();
    const messages = [user("Write the page.")];
    const draft = await ask(model, messages);
    const results = runCalls(draft.toolCalls, new Map());
    const failed = results.map((result, i) => (i === 0 ? { ...result, isError: true } : result));
    const lastRender = { bitmap: createBitmap(SIZE.width, SIZE.height), elements: [] };
    const answer = await ask(model, [...messages, draft, ...failed], { lastRender });
    assert.deepEqual(names(answer).slice(0, 2), ["write_file", "write_file"]);
  });

  it("rejects with an AbortError when aborted", async () => {
    const model = await createModel();
    const request = {
      messages: [user("Write the page.")],
      tools: [],
      toolChoice: "auto",
      maxOutputTokens: 1000,
      thinking: false,
    } as const;
    const events = model.generate(request, AbortSignal.abort())[Symbol.asyncIterator]();
    await assert.rejects(events.next(), { name: "AbortError" });
  });
});
