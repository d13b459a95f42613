import { join } from "node:path";
import { configFolder } from "../machine/userFolders";

/** Where the next MCP server's journal of decisions goes: a folder of its own, named by when it started and its process. */
export function newMcpJournal(
  env: NodeJS.ProcessEnv = process.env,
  now = new Date(),
  pid = process.pid,
): string {
  return join(configFolder(env), "mcp", `${now.toISOString().replaceAll(/[:.]/g, "-")}-${pid}`);
}
