import assert from "node:assert/strict";
import * as vscode from "vscode";
import { nullLogger } from "../../../src/base/logger";
import { offerMcpServer } from "../../../src/vscode/mcpProvider";

describe("the MCP server in the editor", () => {
  const { lm } = vscode as unknown as { lm: Record<string, unknown> };
  const told: string[] = [];
  const logger = { ...nullLogger, info: (text: string) => void told.push(text) };
  const offer = (): unknown => offerMcpServer({ cliPath: "/cli.mjs", version: "1", logger });

  it("is offered where the editor takes it, and missed by nobody where it does not", () => {
    assert.equal(offer(), undefined, "an editor that knows nothing of it");
    const registered: unknown[] = [];
    const undo = { dispose: () => undefined };
    try {
      lm["registerMcpServerDefinitionProvider"] = (id: string) => {
        if (registered.length > 0) throw new Error("MCP providers must be registered otherwise");
        registered.push(id);
        return undo;
      };
      assert.equal(offer(), undo);
      assert.equal(offer(), undefined, "VS Code 1.100 throws");
      assert.match(told.join(), /does not take the MCP server: MCP providers must/);
    } finally {
      delete lm["registerMcpServerDefinitionProvider"];
    }
  });
});
