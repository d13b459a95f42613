import * as vscode from "vscode";
import { describeError } from "../base/errors";
import type { Logger } from "../base/logger";
import { MCP_PROVIDER } from "./contributions";

/** The parts of the editor's API that came with VS Code 1.101. */
interface McpApi {
  readonly lm: {
    registerMcpServerDefinitionProvider?(
      id: string,
      provider: { provideMcpServerDefinitions(): readonly unknown[] },
    ): vscode.Disposable;
  };
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    version: string,
  ) => unknown;
}

interface McpServerOptions {
  /** The command line's script, dist/cliMain.mjs. */
  readonly cliPath: string;
  readonly version: string;
  readonly logger: Logger;
}

/**
 * Offers `mockloop mcp` to the editor's agents, for the folders of a trusted workspace; undefined: this editor (before 1.101) knows no
 * MCP servers of extensions. It starts the server itself when an agent wants it.
 */
export function offerMcpServer({
  cliPath,
  version,
  logger,
}: McpServerOptions): vscode.Disposable | undefined {
  const { lm, McpStdioServerDefinition } = vscode as unknown as McpApi;
  if (!lm.registerMcpServerDefinitionProvider || !McpStdioServerDefinition) return undefined;
  const Definition = McpStdioServerDefinition;
  const provider = {
    provideMcpServerDefinitions: () => {
      const folders = (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === "file")
        .map(({ uri }) => uri.fsPath);
      if (!vscode.workspace.isTrusted || folders.length === 0) return [];
      // The editor's own program is Node when it is told so.
      const env = { ELECTRON_RUN_AS_NODE: "1" };
      const args = [cliPath, "mcp", "--", ...folders];
      return [new Definition("Mockloop", process.execPath, args, env, version)];
    },
  };
  try {
    return lm.registerMcpServerDefinitionProvider(MCP_PROVIDER, provider);
  } catch (error) {
    // VS Code 1.100 has a draft of this, which wants another entry in the manifest. All else works without it.
    logger.info(`This editor does not take the MCP server: ${describeError(error)}`);
    return undefined;
  }
}
