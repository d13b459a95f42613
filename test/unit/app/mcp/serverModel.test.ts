import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { createSecretSource } from "../../../../src/app/machine/secretSource";
import { mcpPolicy, serveMcp } from "../../../../src/app/mcp/serveMcp";
import { createServerModels } from "../../../../src/app/session/serverModels";
import { nullLogger } from "../../../../src/base/logger";
import { userMessageOf } from "../../../../src/base/errors";
import { createOpenaiModel } from "../../../../src/model/openai/openaiModel";
import { AllowedFolders } from "../../../../src/pages/allowedFolders";
import type { ServerModelRef } from "../../../../src/protocol/modelRef";
import type { Session } from "../../../../src/run/session";
import { DONE, delta, startFakeServer, stream } from "../../../fakes/fakeServer";
import type { FakeServer, Reply } from "../../../fakes/fakeServer";
import { fakeSession } from "../../../fakes/fakeSession";
import { serversIn } from "../../../fakes/serverOptions";
import { useTempFolder } from "../../../fakes/tempFolder";

const KEY = "sk-0123456789abcdefghij";
const calls = (name: string, args: object): Reply =>
  stream([
    delta({
      tool_calls: [
        {
          ...{ index: 0, id: `id_${name}`, type: "function" },
          function: { name, arguments: JSON.stringify(args) },
        },
      ],
    }),
    delta({}, "tool_calls"),
    DONE,
  ]);

describe("generate_from_mockup with a server's model", () => {
  const temp = useTempFolder();
  const ends: AbortController[] = [];
  let server: FakeServer;
  beforeEach(async () => {
    server = await startFakeServer([
      calls("write_file", { path: "index.html", content: "<h1>Hello</h1>" }),
      calls("finish", { summary: "done" }),
    ]);
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) end.abort();
    await server.stop();
  });

  /** Asks the official client for a page; `answer` is the person's, to every question. */
  async function generate(model: ServerModelRef, answer?: string, out = "made") {
    const { book, memory } = serversIn(temp());
    const find = createServerModels({
      ...{ book, memory, logger: nullLogger, open: createOpenaiModel },
      secrets: createSecretSource({ env: { THE_KEY: KEY } }),
    });
    const session: Session = { ...fakeSession(), findModel: (asked) => find({ ...asked, model }) };
    const [here, there] = InMemoryTransport.createLinkedPair();
    const end = new AbortController();
    ends.push(end);
    const options = {
      ...{ session, model, version: "1", describeThrown: userMessageOf, policy: mcpPolicy(true) },
      folders: await AllowedFolders.open([temp()]),
      journalDir: join(temp(), `journal-${ends.length}`),
      modelKey: { kind: "environment", name: "THE_KEY" } as const,
    };
    void serveMcp(there, options, end.signal);
    const capabilities = answer === undefined ? {} : { elicitation: {} };
    const client = new Client({ name: "test", version: "1" }, { capabilities });
    const questions: string[] = [];
    if (answer !== undefined)
      client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
        questions.push(params.message);
        return { action: "accept", content: { answer } };
      });
    await client.connect(here);
    const result = (await client.callTool({
      name: "generate_from_mockup",
      arguments: { mockup: "m.png", out, max_iterations: 1 },
    })) as CallToolResult;
    return { result, questions, text: JSON.stringify(result) };
  }

  it("writes what the server's model calls for, with its key, which stands nowhere", async () => {
    const { result, text } = await generate({ kind: "endpoint", url: server.url, model: "m" });
    assert.ok(!result.isError, text);
    assert.match(readFileSync(join(temp(), "made", "index.html"), "utf8"), /<h1>/);
    const [chat] = server.chats();
    assert.equal(chat?.headers.authorization, `Bearer ${KEY}`);
    assert.ok(!text.includes(KEY));
    const files = readdirSync(temp(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    assert.ok(files.some((path) => path.endsWith("journal.jsonl")));
    for (const path of files) assert.ok(!readFileSync(path).includes(KEY), path);
  });

  it("takes a saved server by its name", async () => {
    const { book } = serversIn(temp());
    await book.save({ name: "box", url: server.url, model: "m" });
    const { result, text } = await generate({ kind: "server", name: "box" });
    assert.ok(!result.isError, text);
    assert.ok(server.chats().length > 0);
  });

  it("sends another machine nothing before the person at the client says so", async () => {
    const away = { kind: "endpoint", url: "https://models.invalid/v1", model: "m" } as const;
    const asked = await generate(away, "Refuse");
    assert.match(asked.questions.join(), /over the network: models\.invalid\. Allow it\?/);
    assert.match(asked.text, /Nothing was sent to models\.invalid/);
    const alone = await generate(away, undefined, "elsewhere");
    assert.match(alone.text, /Nothing was sent to models\.invalid/);
    assert.ok(!existsSync(join(temp(), "made", "index.html")));
  });
});
