import { join } from "node:path";
import { pruneRuns } from "../../run/journal/pruneRuns";
import { configFolder } from "../machine/userFolders";

/** Journals of MCP servers that are kept; with the next server the older ones go. */
const KEPT = 200;

/** Where the next MCP server's journal of decisions goes: a folder of its own, named by when it started and its process. */
export function newMcpJournal(
  env: NodeJS.ProcessEnv = process.env,
  now = new Date(),
  pid = process.pid,
): string {
  return join(mcpFolder(env), `${now.toISOString().replaceAll(/[:.]/g, "-")}-${pid}`);
}

/** Deletes the oldest journals, none of a server that is at work. */
export async function pruneMcpJournals(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  await pruneRuns(mcpFolder(env), KEPT);
}

const mcpFolder = (env: NodeJS.ProcessEnv): string => join(configFolder(env), "mcp");
