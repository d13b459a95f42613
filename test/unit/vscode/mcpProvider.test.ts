import assert from "node:assert/strict";
import * as vscode from "vscode";
import { nullLogger } from "../../../src/base/logger";
import { MCP_PROVIDER } from "../../../src/vscode/contributions";
import { offerMcpServer } from "../../../src/vscode/mcpProvider";
import { editor } from "../../fakes/vscode/fakeEditor";
import type { McpStdioServerDefinition } from "../../fakes/vscode/values";

interface Provider {
  provideMcpServerDefinitions(): readonly McpStdioServerDefinition[];
}

describe("the MCP server in the editor", () => {
  const { lm } = vscode as unknown as { lm: Record<string, unknown> };
  const workspace = vscode.workspace as unknown as { isTrusted: boolean };
  const undo = { dispose: () => undefined };
  let told: string[] = [];
  beforeEach(() => {
    told = [];
    editor.reset("/work space/site");
  });
  afterEach(() => {
    delete lm["registerMcpServerDefinitionProvider"];
    workspace.isTrusted = true;
  });
  const offer = (): unknown =>
    offerMcpServer({
      ...{ cliPath: "/cli.mjs", version: "1" },
      logger: { ...nullLogger, info: (text) => void told.push(text) },
    });

  /** What an agent is offered. */
  function provide(): readonly McpStdioServerDefinition[] {
    let registered: Provider | undefined;
    lm["registerMcpServerDefinitionProvider"] = (id: string, provider: Provider) => {
      assert.equal(id, MCP_PROVIDER);
      registered = provider;
      return undo;
    };
    assert.equal(offer(), undo);
    assert.ok(registered);
    return registered.provideMcpServerDefinitions();
  }

  it("is missed by nobody where the editor does not take it", () => {
    assert.equal(offer(), undefined, "an editor that knows nothing of it");
    lm["registerMcpServerDefinitionProvider"] = () => {
      throw new Error("MCP providers must be registered otherwise");
    };
    assert.equal(offer(), undefined, "VS Code 1.100 throws");
    assert.match(told.join(), /does not take the MCP server: MCP providers must/);
  });

  it("is the command line's, for the folders of the workspace", () => {
    const [definition, ...others] = provide();
    assert.deepEqual(others, []);
    assert.deepEqual(definition && { ...definition }, {
      ...{ label: "Mockloop", command: process.execPath, version: "1" },
      args: ["/cli.mjs", "mcp", "--", "/work space/site"],
      env: { ELECTRON_RUN_AS_NODE: "1" },
    });
  });

  it("is offered for no folder that is not trusted, not open, or not on this disk", () => {
    workspace.isTrusted = false;
    assert.deepEqual(provide(), []);
    workspace.isTrusted = true;
    editor.folder = vscode.Uri.parse("vscode-vfs://github/a/b");
    assert.deepEqual(provide(), []);
    editor.folder = undefined;
    assert.deepEqual(provide(), []);
  });
});
