import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpError } from "@modelcontextprotocol/sdk/types.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import fc from "fast-check";
import { mcpPolicy, serveMcp } from "../../../../src/app/mcp/serveMcp";
import { userMessageOf } from "../../../../src/base/errors";
import { encodePng } from "../../../../src/image/codec";
import { loadMockup } from "../../../../src/mockup/loadMockup";
import { AllowedFolders } from "../../../../src/pages/allowedFolders";
import { TRACER } from "../../../../src/protocol/modelRef";
import type { Session } from "../../../../src/run/session";
import { fakeMockup } from "../../../fakes/fakeMockup";
import { fakeSession } from "../../../fakes/fakeSession";
import { useTempFolder } from "../../../fakes/tempFolder";
import { hostileCall } from "../../../property/hostileCalls";

const SECRET = "the-secret-of-this-machine";

/** What a client reads of one call at most: an inspection's words. Characters. */
const MOST_CHARS = 30_000;

describe("the MCP server's tools, called by the worst of models", () => {
  const temp = useTempFolder();
  const end = new AbortController();
  after(() => end.abort());

  it("answer each call, and touch and tell nothing outside of the folder that was opened", async function () {
    this.timeout(60_000);
    const [open, closed] = [join(temp(), "open"), join(temp(), "closed")];
    const png = await encodePng(fakeMockup().bitmap);
    for (const folder of [join(open, "site"), closed]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(closed, "secret.html"), SECRET);
    writeFileSync(join(closed, "secret.png"), png);
    writeFileSync(join(open, "m.png"), png);
    writeFileSync(join(open, "site", "index.html"), "<h1>Hello</h1>");
    symlinkSync(closed, join(open, "link"));
    symlinkSync(join(closed, "secret.html"), join(open, "site", "link.html"));
    symlinkSync(join(closed, "nothing"), join(open, "dangling"));
    const session: Session = {
      ...fakeSession(),
      load: (source, _, signal) => loadMockup(source, {}, signal),
    };
    const [here, there] = InMemoryTransport.createLinkedPair();
    const options = {
      ...{ session, model: TRACER, version: "1.2.3", describeThrown: userMessageOf },
      folders: await AllowedFolders.open([open]),
      policy: mcpPolicy(true),
      journalDir: join(temp(), "journal"),
    };
    void serveMcp(there, options, end.signal);
    const client = new Client({ name: "test", version: "1" });
    await client.connect(here);
    const { tools } = await client.listTools();
    const specs = tools.map(({ name, description = "", inputSchema }) => ({
      ...{ name, description, parameters: inputSchema },
    }));
    const bait = {
      files: ["m.png", "site/index.html", "site", "site/link.html", "link/secret.png", "dangling"],
      folders: [closed, `${open}/../closed`, `${open}/link`],
      url: "http://127.0.0.1:9",
      pages: ["<p>x</p>"],
    };
    const succeeded = new Set<string>();
    await fc.assert(
      fc.asyncProperty(hostileCall(specs, bait), async ({ name, argumentsJson }) => {
        const args = objectOf(argumentsJson);
        if (!args) return;
        const result = await call(client, name, args);
        const told = JSON.stringify(result.content);
        assert.ok(told.length <= MOST_CHARS, `${told.length} characters: ${told.slice(0, 200)}`);
        assert.ok(!JSON.stringify(result).includes(SECRET));
        if (!result.isError) succeeded.add(name);
        assert.deepEqual(readdirSync(closed).sort(), ["secret.html", "secret.png"]);
        assert.deepEqual(
          readdirSync(temp())
            .sort()
            .filter((name) => name !== "journal"),
          ["closed", "open"],
        );
      }),
      { seed: 14, numRuns: 500 },
    );
    assert.equal(readFileSync(join(closed, "secret.html"), "utf8"), SECRET);
    for (const name of ["inspect_mockup", "render_page"])
      assert.ok(succeeded.has(name), `${name} did something`);
  });
});

/** A request that the protocol's own checks refuse is answered as well. */
async function call(
  client: Client,
  name: string,
  args: Record<string, unknown>,
): Promise<CallToolResult> {
  try {
    return (await client.callTool({ name, arguments: args })) as CallToolResult;
  } catch (error) {
    if (!(error instanceof McpError)) throw error;
    return { content: [{ type: "text", text: error.message }], isError: true };
  }
}

/** What the protocol takes for arguments: an object, or nothing. */
function objectOf(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
