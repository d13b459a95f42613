import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { runCli } from "../fakes/cliProcess";
import { useTempFolder } from "../fakes/tempFolder";

const root = join(import.meta.dirname, "../..");

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in</title>
<link rel="stylesheet" href="styles.css"></head><body><h1>Sign in</h1></body></html>`;
const STYLES = `body { margin: 0; background-color: #f4f5f7; }
h1 { font-size: 24px; }
.nowhere { color: red; }`;

describe("mockloop mcp", function () {
  this.timeout(480_000);
  const temp = useTempFolder();

  it("does for the official client what the command line does for people", async () => {
    copyFileSync(join(root, "test/fixtures/mockups/login.png"), join(temp(), "login.png"));
    mkdirSync(join(temp(), "site"));
    writeFileSync(join(temp(), "site", "index.html"), PAGE);
    writeFileSync(join(temp(), "site", "styles.css"), STYLES);
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: ["--import", "tsx", "src/cli/main.ts", "mcp", temp()],
      cwd: root,
      env: { ...(process.env as Record<string, string>), MOCKLOOP_MODELS: join(temp(), "none") },
    });
    const client = new Client({ name: "test", version: "1" });
    await client.connect(transport);
    const call = async (name: string, args: Record<string, unknown>): Promise<CallToolResult> => {
      const options = { timeout: 400_000 };
      const result = (await client.callTool(
        { name, arguments: args },
        undefined,
        options,
      )) as CallToolResult;
      assert.ok(!result.isError, JSON.stringify(result.content).slice(0, 500));
      return result;
    };
    try {
      const { tools } = await client.listTools();
      assert.equal(tools.length, 5);

      const inspected = await call("inspect_mockup", { mockup: "login.png" });
      assert.ok((inspected.structuredContent?.["textLines"] as readonly unknown[]).length > 0);

      const drawn = await call("render_page", { page: "site/index.html", width: 400, height: 300 });
      assert.deepEqual(drawn.structuredContent?.["pageSize"], { width: 400, height: 300 });

      const paths = { mockup: "login.png", page: "site/index.html" };
      const compared = await call("compare_to_mockup", paths);
      const { text } = await runCli([
        "compare",
        join(temp(), paths.mockup),
        join(temp(), paths.page),
        "--json",
      ]);
      const line = JSON.parse(text) as Record<string, unknown>;
      for (const key of Object.keys(compared.structuredContent ?? {}))
        if (key !== "mockup" && key !== "page")
          assert.deepEqual(compared.structuredContent?.[key], line[key], key);
      assert.equal(typeof line["fidelity"], "number");

      const tidied = await call("tidy_page", { page: "site/index.html", width: 400, height: 300 });
      const [styles] = tidied.structuredContent?.["files"] as { name: string; text: string }[];
      assert.equal(styles?.name, "styles.css");
      assert.doesNotMatch(styles.text, /nowhere/);
    } finally {
      await client.close();
    }
  });
});
