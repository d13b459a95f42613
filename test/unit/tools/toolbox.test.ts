import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { isAbort } from "../../../src/base/async";
import { SourceFiles } from "../../../src/project/sourceFiles";
import { createCompareTool } from "../../../src/tools/compareTool";
import { createEditFileTool } from "../../../src/tools/edit/editFile";
import { createExtractAssetTool } from "../../../src/tools/extractAsset";
import { createFinishTool } from "../../../src/tools/finish";
import type { Policy } from "../../../src/policy/decide";
import { PermissionDesk } from "../../../src/policy/permissionDesk";
import { createReadFileTool } from "../../../src/tools/read/readFile";
import { toolError } from "../../../src/tools/tool";
import type { ToolResult } from "../../../src/tools/tool";
import { Toolbox } from "../../../src/tools/toolbox";
import { createViewMockupTool } from "../../../src/tools/viewMockup";
import { createWriteFileTool } from "../../../src/tools/writeFile";
import { toEngineTools } from "../../../src/model/llama/messages/engineMessages";
import { fakeMockup } from "../../fakes/fakeMockup";
import { decodePng } from "../../../src/image/codec";
import type { Inspection } from "../../../src/inspect/inspection";
import { inspectionOf, line, picture, rect } from "../design/inspectionBuilder";
import { assertGolden } from "../../fakes/goldenText";

const { signal } = new AbortController();
const never = signal;

const deskWith = (policy: Policy): PermissionDesk => new PermissionDesk({ policy, ask: undefined });

function setUp(policy: Policy = []) {
  const files = new SourceFiles();
  const mockup = fakeMockup(100, 80, 2);
  const toolbox = new Toolbox(
    [
      createWriteFileTool(files),
      createEditFileTool(files),
      createReadFileTool(files),
      createViewMockupTool(mockup),
      createExtractAssetTool(mockup, files),
      createCompareTool(() => Promise.resolve(toolError("nothing to compare"))),
      createFinishTool(),
    ],
    deskWith(policy),
  );
  const call = async (name: string, args: unknown): Promise<ToolResult> => {
    const argumentsJson = typeof args === "string" ? args : JSON.stringify(args);
    return (await toolbox.run({ id: "1", name, argumentsJson }, never, signal)).result;
  };
  return { files, toolbox, call };
}

function textOf(result: ToolResult): string {
  return result.content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

describe("Toolbox", () => {
  describe("with a tool that does not end", () => {
    const stuck = createCompareTool((focus, given) => {
      given.addEventListener("abort", () => void stopped.push(focus));
      return new Promise(() => undefined);
    });
    let stopped: string[];
    beforeEach(() => void (stopped = []));
    const call = { id: "1", name: "compare", argumentsJson: '{"focus":"page"}' };

    it("ends it, and says so to the model", async () => {
      const toolbox = new Toolbox([stuck], deskWith([]), 20);
      const { result, permission } = await toolbox.run(call, never, signal);
      assert.equal(result.isError, true);
      assert.match(textOf(result), /^compare took longer than 0\.02 s and was ended\. .*go on/);
      assert.deepEqual(stopped, ["page"], "it was told");
      assert.equal(permission?.action, "allow");
    });

    it("ends it when the run is aborted, as an abort", async () => {
      const controller = new AbortController();
      const running = new Toolbox([stuck], deskWith([])).run(call, never, controller.signal);
      await setImmediate(); // the call was permitted, and the tool is at work
      controller.abort();
      await assert.rejects(running, isAbort);
      assert.deepEqual(stopped, ["page"]);
    });
  });

  it("writes no file in a call that was ended", async () => {
    const controller = new AbortController();
    const files = new SourceFiles();
    const extract = createExtractAssetTool(fakeMockup(100, 80), files);
    const rect = { path: "a.png", x: 0, y: 0, width: 9, height: 9 };
    const prepared = extract.prepare(JSON.stringify(rect));
    assert.ok(typeof prepared !== "string");
    const running = prepared.run(controller.signal);
    controller.abort();
    await assert.rejects(running, isAbort);
    assert.deepEqual(files.paths, []);
  });

  it("cuts a photo out without the text that is written over it, and says so", async () => {
    const mockup = fakeMockup(100, 80);
    for (let y = 30; y < 40; y++)
      for (let x = 40; x < 43; x++)
        mockup.bitmap.rgba.fill(255, (y * 100 + x) * 4, (y * 100 + x) * 4 + 3);
    const written = {
      ...line("I", 40, 40, { color: [255, 255, 255] }),
      background: [10, 20, 30] as const,
    };
    const inspection = inspectionOf({
      lines: [written],
      pictures: [picture(rect(10, 10, 80, 60))],
    });
    const cut = async (known?: Inspection): Promise<readonly [string, Uint8ClampedArray]> => {
      const files = new SourceFiles();
      const tool = createExtractAssetTool(mockup, files, known).prepare(
        JSON.stringify({ path: "a.png", x: 10, y: 10, width: 80, height: 60 }),
      );
      assert.ok(typeof tool !== "string");
      const result = await tool.run(signal);
      const png = files.snapshot().get("a.png");
      return [textOf(result), (await decodePng(png as Uint8Array)).rgba];
    };
    const [[plain, before], [told, after]] = [await cut(), await cut(inspection)];
    assert.doesNotMatch(plain, /text/);
    assert.match(told, /The text over it was taken out/);
    assert.ok(before.includes(255, (25 * 80 + 31) * 4 - 4), "the letter was there");
    assert.deepEqual([...after.subarray((25 * 80 + 31) * 4, (25 * 80 + 31) * 4 + 3)], [10, 20, 30]);
  });

  it("tells the model of the tools byte for byte as ever, so that what it has read stays good", () => {
    const { specs } = setUp().toolbox;
    const described = JSON.parse(toEngineTools(specs) ?? "[]") as object[];
    assertGolden("tools", described.map((tool) => `${JSON.stringify(tool)}\n`).join(""));
  });

  it("gives every tool a required argument, with path before content", () => {
    for (const spec of setUp().toolbox.specs) {
      const required = spec.parameters["required"] as string[];
      assert.ok(required.length > 0, spec.name);
      if (required.includes("path")) assert.equal(required[0], "path", spec.name);
    }
  });

  it("turns the model's mistakes into results it can act on", async () => {
    const { call, files } = setUp();
    const mistakes: readonly [string, unknown, RegExp][] = [
      ["rm", {}, /no tool "rm".*write_file, edit_file/],
      ["write_file", '{"path": "a.html", "content": "<p', /not complete JSON/],
      ["write_file", "[1]", /one JSON object/],
      ["write_file", { path: "a.html" }, /: content is missing\./],
      ["write_file", { path: "a.html", content: "", mode: 1 }, /: there is no mode\./],
      ["write_file", { path: "../../.bashrc", content: "x" }, /refused/],
      ["edit_file", { path: "a.html", old_text: "x", new_text: "y" }, /no file "a.html"/],
      ["read_file", { path: "a.html" }, /no file "a.html"/],
      ["read_file", { path: "a.html", from_line: 0 }, /from_line must be >= 1/],
      ["extract_asset", { path: "a.svg", x: 0, y: 0, width: 1, height: 1 }, /pattern/],
      ["extract_asset", { path: "a.png", x: 200, y: 0, width: 9, height: 9 }, /100 × 80 px/],
      ["view_mockup", { x: 0, y: 0, width: 0, height: 1 }, /width must be > 0/],
    ];
    for (const [name, args, message] of mistakes) {
      const result = await call(name, args);
      assert.ok(result.isError, name);
      assert.match(textOf(result), message);
    }
    assert.deepEqual(files.paths, []);
  });

  it("changes a file in thousands of lines, and says how long it is instead of showing them", async () => {
    const { call, files } = setUp();
    const LINES = 60_000;
    const rules = (name: string): string =>
      Array.from({ length: LINES }, (_, line) => `.${name}${line} { top: ${line}px }`).join("\n");
    await call("write_file", { path: "a.css", content: rules("a") });
    const edit = { path: "a.css", old_text: rules("a"), new_text: rules("b") };
    const result = await call("edit_file", edit);
    assert.equal(textOf(result), `Edited a.css; it has ${LINES} lines now.`);
    assert.equal(files.readText("a.css"), rules("b"));
  });

  it("denies by policy and says so in the decision", async () => {
    const rules = [{ effect: "write-run", action: "deny", path: "*.html" }] as const;
    const { toolbox, files } = setUp([{ name: "test", rules }]);
    const outcome = await toolbox.run(
      { id: "1", name: "write_file", argumentsJson: '{"path":"./a.html","content":"x"}' },
      never,
      signal,
    );
    assert.ok(outcome.result.isError);
    assert.ok(outcome.permission);
    const { call, ...decided } = outcome.permission;
    assert.deepEqual(decided, {
      ...{ action: "deny", by: "policy", line: undefined },
      rule: "test: deny effect=write-run path=*.html",
    });
    assert.deepEqual(call.paths, [{ path: "a.html" }], "the file, however it was named");
    assert.equal(call.args?.summary, '{"path":"./a.html","content":"x"}');
    assert.deepEqual(files.paths, []);
  });

  it("takes numbers that were written as text", async () => {
    const { call, files } = setUp();
    const result = await call("extract_asset", {
      path: "a.png",
      x: "0",
      y: "0",
      width: "5",
      height: "5",
    });
    assert.ok(!result.isError, textOf(result));
    assert.deepEqual(files.paths, ["a.png"]);
  });
});

describe("the tools", () => {
  it("writes, and tells when nothing changed", async () => {
    const { call, files } = setUp();
    assert.match(textOf(await call("write_file", { path: "a.css", content: "1" })), /Created/);
    assert.match(textOf(await call("write_file", { path: "a.css", content: "2" })), /Replaced/);
    const same = await call("write_file", { path: "a.css", content: "2" });
    assert.deepEqual(same.details, { kind: "file", path: "a.css", change: "unchanged", bytes: 1 });
    assert.equal(files.readText("a.css"), "2");
  });

  it("edits one passage and shows the change", async () => {
    const { call, files } = setUp();
    await call("write_file", { path: "a.css", content: "a {\n  top: 1px;\n}\n" });
    const result = await call("edit_file", { path: "a.css", old_text: "1px", new_text: "2px" });
    assert.equal(files.readText("a.css"), "a {\n  top: 2px;\n}\n");
    assert.match(textOf(result), /- {2}top: 1px;\n\+ {2}top: 2px;/);
    const unmatched = await call("edit_file", {
      path: "a.css",
      old_text: "top: 9px;",
      new_text: "x",
    });
    assert.match(textOf(unmatched), /nearest text there is:\n {2}top: 2px;/);
  });

  it("refuses an edit that was made before on the same text", async () => {
    const { call, files } = setUp();
    await call("write_file", { path: "a.css", content: "top: 1px;" });
    const before = files.snapshot();
    const edit = { path: "a.css", old_text: "1px", new_text: "2px" };
    assert.ok(!(await call("edit_file", edit)).isError);
    files.restore(before);
    const again = await call("edit_file", edit);
    assert.match(textOf(again), /made before/);
    assert.equal(files.readText("a.css"), "top: 1px;");
  });

  it("crops in device px and enlarges small views", async () => {
    const { call, files } = setUp();
    await call("extract_asset", { path: "a.png", x: 10, y: 10, width: 20, height: 5 });
    const asset = await decodePng(files.readBytes("a.png") ?? new Uint8Array());
    assert.deepEqual(
      [asset.width, asset.height, ...asset.rgba.slice(0, 4)],
      [40, 10, 10, 20, 30, 255],
    );
    const view = await call("view_mockup", { x: 90, y: 70, width: 50, height: 50 });
    const image = view.content.find((part) => part.type === "image");
    assert.deepEqual([image?.width, image?.height, image?.role], [80, 80, "crop"]);
  });

  it("reads long files in parts that fit together again", async () => {
    const { call, files } = setUp();
    const lines = Array.from({ length: 500 }, (_, i) => `<p class="row">Row ${i}</p>`);
    files.write("index.html", lines.join("\n"));
    const read: string[] = [];
    let fromLine: number | undefined = 1;
    while (fromLine !== undefined) {
      const text = textOf(await call("read_file", { path: "index.html", from_line: fromLine }));
      assert.ok(text.length < 9000);
      const [head, ...rest] = text.split("\n");
      assert.match(head ?? "", new RegExp(`lines ${fromLine} to \\d+ of 500:`));
      const goesOn = /^\(read_file from_line (\d+) goes on\)$/.exec(rest.at(-1) ?? "");
      read.push(...(goesOn ? rest.slice(0, -1) : rest));
      fromLine = goesOn ? Number(goesOn[1]) : undefined;
    }
    assert.deepEqual(read, lines);
    const past = await call("read_file", { path: "index.html", from_line: 501 });
    assert.match(textOf(past), /500 lines only/);
    files.write("one.css", "x".repeat(20_000));
    assert.match(textOf(await call("read_file", { path: "one.css" })), /line cut/);
  });
});
