import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { isAbort } from "../../../../src/base/async";
import { createTerminalAsk } from "../../../../src/cli/output/askOnTerminal";
import type { PermissionQuestion, Scope } from "../../../../src/protocol/permissionProtocol";
import type { RunLineUnion } from "../../../../src/protocol/runProtocol";
import { verifyJournal } from "../../../../src/run/journal/verifyJournal";
import { runMockup } from "../../../../src/run/runMockup";
import { fakeSession } from "../../../fakes/fakeSession";
import { ScriptedModel } from "../../../fakes/scriptedModel";
import { useTempFolder } from "../../../fakes/tempFolder";
import { parseModelRef } from "../../../../src/protocol/modelRef";

const never = new AbortController().signal;
const question: PermissionQuestion = {
  ...({ id: "1", tool: "read_file", effect: "read-project" } as const),
  paths: ["a.ts"],
  summary: "read_file wants to read from your project: a.ts",
  scopes: ["once", "session", "workspace"],
};

function createTerminal() {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: "utf8" });
  return { input, output, ask: createTerminalAsk(input, output) };
}

describe("createTerminalAsk", () => {
  it("takes a letter for how long it is allowed, and anything else for no", async () => {
    const { input, output, ask } = createTerminal();
    const answers: [string, boolean, Scope][] = [
      ["y\n", true, "once"],
      ["Session\n", true, "session"],
      ["w\n", true, "workspace"],
      ["always\n", false, "once"], // which was not offered
      ["n\n", false, "once"],
      ["\n", false, "once"],
    ];
    for (const [typed, allow, scope] of answers) {
      const asked = ask(question, never);
      input.write(typed);
      assert.deepEqual(await asked, { allow, scope }, typed);
    }
    assert.match(String(output.read()), /^\nread_file wants to .*: a\.ts\. Allow\? /);
  });

  it("offers for good what may be answered for good, and shows what would change", async () => {
    const { input, output, ask } = createTerminal();
    const diff = "-a\n+b\u001b[2J\u202e";
    const asked = ask({ ...question, scopes: ["once", "always"], diff }, never);
    input.write("a\n");
    assert.deepEqual(await asked, { allow: true, scope: "always" });
    const shown = String(output.read());
    assert.match(shown, /\n-a\n\+b.*\[2J.*\nread_file wants to .* \[y\]es, \[a\]lways, \[N\]o: $/s);
    assert.doesNotMatch(shown, /[^\P{C}\n]/u, "what a model wrote does not steer the terminal");
  });

  it("shows what has no width, or turns the text, in what is asked", async () => {
    const { input, output, ask } = createTerminal();
    const asked = ask({ ...question, summary: "to read a\u200b.ts, b\u200f.ts\u202e" }, never);
    input.write("n\n");
    await asked;
    assert.match(String(output.read()), /to read a\ufffd\.ts, b\ufffd\.ts\\u202e\. Allow/);
  });

  it("takes the end of the input for no, and lets go when aborted", async () => {
    const { input, ask } = createTerminal();
    const controller = new AbortController();
    const asked = ask(question, controller.signal);
    controller.abort();
    await assert.rejects(asked, isAbort);
    const again = ask(question, never);
    input.end();
    assert.deepEqual(await again, { allow: false, scope: "once" });
  });

  it("asks one question at a time", async () => {
    const { input, output, ask } = createTerminal();
    const both = [ask(question, never), ask({ ...question, summary: "second" }, never)];
    await new Promise(setImmediate);
    assert.doesNotMatch(String(output.read()), /second/);
    input.write("y\n");
    assert.equal((await both[0])?.allow, true);
    await new Promise(setImmediate);
    assert.match(String(output.read()), /second/);
    input.write("n\n");
    assert.equal((await both[1])?.allow, false);
  });
});

describe("a run whose rules ask", () => {
  const temp = useTempFolder();

  it("does what the person at the terminal allows, and journals who said so by which rule", async () => {
    const { input, output, ask } = createTerminal();
    const typed = ["y\n", "n\n"];
    output.on("data", () => input.write(typed.shift() ?? ""));
    const write = (path: string) => ({ name: "write_file", args: { path, content: path } });
    const model = new ScriptedModel([
      { calls: [write("a.html"), write("b.html"), { name: "finish", args: { summary: "" } }] },
    ]);
    const lines: RunLineUnion[] = [];
    const running = runMockup(
      { ...fakeSession(model), policy: [POLICY], ask },
      {
        ...{
          mockup: "m.png",
          runDir: `${temp()}/run`,
          model: parseModelRef("scripted"),
          target: "html",
        },
        ...{ maxIterations: 1, tidy: false },
      },
      (line) => lines.push(line),
      never,
    );
    await running;
    const decided = lines.filter((line) => line.type === "decision");
    const tools = lines.filter((line) => line.type === "tool");
    const rule = "test: ask tool=write_file";
    assert.deepEqual(
      decided.map(({ action, by, rule: said, paths, scope }) => [action, by, said, paths, scope]),
      [
        ["allow", "person", rule, ["a.html"], "once"],
        ["deny", "person", rule, ["b.html"], "once"],
        ["allow", "policy", "built in: allow read-mockup", [], undefined],
      ],
    );
    assert.deepEqual(
      tools.map(({ ok }) => ok),
      [true, false, true],
    );
    const journal = readFileSync(`${temp()}/run/journal.jsonl`, "utf8").split("\n");
    for (const [index, { decision = 0 }] of tools.entries()) {
      const line = journal[decision - 1] ?? "";
      assert.ok(line.startsWith(JSON.stringify(decided[index]).slice(0, -1)), line);
    }
    assert.equal(decided[0]?.args?.summary, '{"path":"a.html","content":"a.html"}');
    assert.deepEqual(verifyJournal(journal.join("\n")).faults, []);
  });

  const POLICY = { name: "test", rules: [{ tool: "write_file", action: "ask" }] } as const;
});
