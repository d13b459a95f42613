import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { mcpPolicy, serveMcp } from "../../../../src/app/mcp/serveMcp";
import { userMessageOf } from "../../../../src/base/errors";
import { compare } from "../../../../src/cli/commands/compare";
import { verifyRun } from "../../../../src/cli/commands/verifyRun";
import { AllowedFolders } from "../../../../src/pages/allowedFolders";
import { TRACER } from "../../../../src/protocol/modelRef";
import { parseRunLine } from "../../../../src/protocol/parseRunLine";
import { verifyJournal } from "../../../../src/run/journal/verifyJournal";
import type { Session } from "../../../../src/run/session";
import { fakeSession } from "../../../fakes/fakeSession";
import { ScriptedModel } from "../../../fakes/scriptedModel";
import { useTempFolder } from "../../../fakes/tempFolder";

const TOOLS = [
  "inspect_mockup",
  "render_page",
  "compare_to_mockup",
  "tidy_page",
  "generate_from_mockup",
];

describe("serveMcp", () => {
  const temp = useTempFolder();
  const ends: AbortController[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end.abort();
  });

  /** Of the client that was connected last. */
  const journalDir = (): string => join(temp(), "set-up", "mcp", String(ends.length));

  /** The official client, connected to a server that may use the temporary folder. */
  async function connect(
    session: Session = fakeSession(),
    { mayWrite = false, answer = undefined as string | undefined } = {},
  ): Promise<Client> {
    mkdirSync(join(temp(), "site"), { recursive: true });
    writeFileSync(join(temp(), "site", "index.html"), "<h1>Hello</h1>");
    const [here, there] = InMemoryTransport.createLinkedPair();
    const end = new AbortController();
    ends.push(end);
    const options = {
      ...{ session, model: TRACER, version: "1.2.3", describeThrown: userMessageOf },
      folders: await AllowedFolders.open([temp()]),
      policy: mcpPolicy(mayWrite),
      journalDir: journalDir(),
    };
    void serveMcp(there, options, end.signal);
    const capabilities = answer === undefined ? {} : { elicitation: {} };
    const client = new Client({ name: "test", version: "1" }, { capabilities });
    if (answer !== undefined)
      client.setRequestHandler(ElicitRequestSchema, () => ({
        action: "accept",
        content: { answer },
      }));
    await client.connect(here);
    return client;
  }

  const call = async (
    client: Client,
    name: string,
    args: Record<string, unknown>,
  ): Promise<CallToolResult> =>
    (await client.callTool({ name, arguments: args })) as CallToolResult;

  it("journals who asked, and each decision before it is carried out, so that a change shows", async () => {
    writeFileSync(join(temp(), "m.png"), "a picture");
    const client = await connect(fakeSession(), { answer: "Refuse" });
    assert.ok(!existsSync(journalDir()), "nothing was decided yet");
    await call(client, "inspect_mockup", { mockup: "m.png" });
    await call(client, "generate_from_mockup", { mockup: "m.png", out: "new" });
    const text = readFileSync(join(journalDir(), "journal.jsonl"), "utf8");
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => parseRunLine(JSON.parse(line)).line);
    assert.deepEqual(
      lines.map((line) =>
        line?.type === "decision"
          ? [line.model, line.tool, line.action, line.by, line.args?.summary]
          : line?.type === "policy" && [line.model, line.policy.at(-1)?.name],
      ),
      [
        ["MCP client test 1", "mcp"],
        ["MCP client test 1", "inspect_mockup", "allow", "policy", '{"mockup":"m.png"}'],
        [
          ...["MCP client test 1", "generate_from_mockup", "deny", "person"],
          '{"mockup":"m.png","out":"new"}',
        ],
      ],
    );
    assert.deepEqual(verifyJournal(text).faults, []);
    const changed = text.replace('"action":"deny"', '"action":"allow"');
    assert.equal(verifyJournal(changed).faults.length, 1);
    assert.equal(await verifyRun(journalDir(), undefined, { write: () => undefined }), 0);
  });

  it("does nothing that it cannot journal", async () => {
    writeFileSync(join(temp(), "m.png"), "a picture");
    writeFileSync(join(temp(), "set-up"), "a file in the folder's place");
    const client = await connect();
    const result = await call(client, "inspect_mockup", { mockup: "m.png" });
    assert.ok(result.isError);
    assert.equal(result.structuredContent, undefined);
  });

  const textOf = ({ content }: CallToolResult): string =>
    content.map((part) => (part.type === "text" ? part.text : `[${part.type}]`)).join("\n");

  it("says who it is and lists every tool with the schema of its arguments", async () => {
    const client = await connect();
    assert.deepEqual(client.getServerVersion(), { name: "mockloop", version: "1.2.3" });
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      TOOLS,
    );
    for (const { name, description, inputSchema, annotations } of tools) {
      assert.ok(description, name);
      assert.ok((inputSchema.required ?? []).length > 0, name);
      assert.equal(annotations?.readOnlyHint, name !== "generate_from_mockup", name);
    }
  });

  it("compares a page with the numbers of the command line, and shows it", async () => {
    const client = await connect();
    const args = { mockup: "m.png", page: "site/index.html" };
    const result = await call(client, "compare_to_mockup", args);
    assert.ok(!result.isError, textOf(result));
    assert.match(textOf(result), /^Fidelity \d\.\d{3} of 1 [^]*\[image\]/);
    let line = "";
    await compare(
      fakeSession(),
      "m.png",
      join(temp(), "site/index.html"),
      { json: true, diff: undefined, minFidelity: 0, minCode: undefined, scale: undefined },
      { write: (text) => (line += text), warn: () => undefined },
      new AbortController().signal,
    );
    const {
      type: _,
      passed: _passed,
      minFidelity: _min,
      ...facts
    } = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual(
      { ...result.structuredContent, mockup: undefined, page: undefined },
      { ...facts, mockup: undefined, page: undefined },
    );
  });

  it("measures a mockup, with the overlay when it is asked for", async () => {
    const client = await connect();
    const plain = await call(client, "inspect_mockup", { mockup: "m.png" });
    assert.equal(plain.content.filter(({ type }) => type === "image").length, 0);
    assert.ok("textLines" in (plain.structuredContent ?? {}));
    const drawn = await call(client, "inspect_mockup", { mockup: "m.png", overlay: true });
    assert.equal(drawn.content.filter(({ type }) => type === "image").length, 1);
  });

  it("draws a page in the window that is asked for", async () => {
    const windows: unknown[] = [];
    const session = fakeSession(undefined, 0, ({ viewport }) => windows.push(viewport));
    const client = await connect(session);
    const args = { page: "site/index.html", width: 390, height: 844 };
    const result = await call(client, "render_page", args);
    assert.deepEqual(windows, [{ width: 390, height: 844 }]);
    assert.equal(result.content.at(-1)?.type, "image");
  });

  it("neither reads nor writes outside of its folders, through links either", async () => {
    symlinkSync(tmpdir(), join(temp(), "away"));
    const client = await connect(fakeSession(), { mayWrite: true });
    for (const path of ["../m.png", "/etc/passwd", "away/m.png"]) {
      const looked = await call(client, "inspect_mockup", { mockup: path });
      assert.match(textOf(looked), /is not in a folder that may be used here/, path);
      assert.ok(looked.isError);
    }
    const args = { mockup: "m.png", out: "away/new-folder-of-mockloop" };
    assert.ok((await call(client, "generate_from_mockup", args)).isError);
    assert.ok(!existsSync(join(tmpdir(), "new-folder-of-mockloop")));
  });

  it("says what was wrong with a call", async () => {
    const client = await connect();
    assert.match(textOf(await call(client, "render_page", {})), /page is missing/);
    assert.match(textOf(await call(client, "fly", { page: "x" })), /There is no tool "fly"/);
    const missing = await call(client, "render_page", { page: "site/none.html" });
    assert.match(textOf(missing), /none\.html cannot be read/);
  });

  describe("asked to write", () => {
    const model = (): ScriptedModel => {
      const args = { path: "index.html", content: "<h1>Hello</h1>" };
      return new ScriptedModel([{ calls: [{ name: "write_file", args }] }]);
    };
    const args = { mockup: "m.png", out: "made" };

    it("does not where nobody can be asked", async () => {
      const client = await connect(fakeSession(model()));
      const result = await call(client, "generate_from_mockup", args);
      assert.match(textOf(result), /nobody allowed that/);
      assert.ok(!existsSync(join(temp(), "made")));
    });

    it("asks the person at the client, and keeps to the answer", async () => {
      const refusing = await connect(fakeSession(model()), { answer: "Refuse" });
      assert.ok((await call(refusing, "generate_from_mockup", args)).isError);
      assert.ok(!existsSync(join(temp(), "made")));
      const allowing = await connect(fakeSession(model()), { answer: "Allow" });
      const result = await call(allowing, "generate_from_mockup", args);
      assert.ok(!result.isError, textOf(result));
      assert.ok(existsSync(join(temp(), "made", "index.html")));
    });

    it("tells how far it is, and overwrites nothing", async () => {
      const client = await connect(fakeSession(model()), { mayWrite: true });
      const told: string[] = [];
      const params = { name: "generate_from_mockup", arguments: args };
      const result = (await client.callTool(params, undefined, {
        onprogress: ({ message }) => told.push(message ?? ""),
      })) as CallToolResult;
      assert.ok(!result.isError, textOf(result));
      assert.equal(result.structuredContent?.["reason"], "converged");
      assert.ok(told.includes("measuring the mockup"), told.join("\n"));
      assert.ok(
        told.some((words) => words.startsWith("iteration 1: fidelity ")),
        told.join("\n"),
      );
      const again = await call(client, "generate_from_mockup", args);
      assert.match(textOf(again), /made is not empty/);
    });
  });

  it("ends a call that the client cancels", async () => {
    let ended: () => void = () => undefined;
    const wasEnded = new Promise<void>((resolve) => (ended = resolve));
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const session: Session = {
      ...fakeSession(),
      inspect: (_mockup, signal) =>
        new Promise((_resolve, reject) => {
          begun();
          signal.addEventListener("abort", () => {
            ended();
            reject(signal.reason as Error);
          });
        }),
    };
    const client = await connect(session);
    const cancel = new AbortController();
    const params = { name: "inspect_mockup", arguments: { mockup: "m.png" } };
    const outcome = client.callTool(params, undefined, { signal: cancel.signal });
    outcome.catch(() => undefined);
    await hasBegun;
    cancel.abort();
    await wasEnded;
    await assert.rejects(outcome);
  });
});
