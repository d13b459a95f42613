import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { serveMcp } from "./serveMcp";
import type { McpOptions } from "./serveMcp";

/** {@link serveMcp} over standard input and output, until one of them ends. Nothing else may be printed meanwhile. */
export async function serveStdio(options: McpOptions, signal: AbortSignal): Promise<void> {
  const transport = new StdioServerTransport();
  // The transport itself does not notice that the client is gone.
  const close = (): void => void transport.close();
  process.stdin.once("end", close);
  try {
    await serveMcp(transport, options, signal);
  } finally {
    process.stdin.off("end", close);
  }
}
