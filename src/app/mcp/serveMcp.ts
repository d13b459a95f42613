import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { CallToolResult, Tool as ListedTool } from "@modelcontextprotocol/sdk/types.js";
import { isAbort } from "../../base/async";
import { MockloopError } from "../../base/errors";
import { cutText } from "../../base/text/cutText";
import type { ContentPart } from "../../model/model";
import { createPageTools } from "../../pages/tools/pageTools";
import type { PageToolParts } from "../../pages/tools/pageToolParts";
import { PermissionDesk } from "../../policy/permissionDesk";
import type { NotedDecision } from "../../policy/permissionDesk";
import { DecisionJournal } from "./decisionJournal";
import type { PolicyLayer } from "../../protocol/permissionProtocol";
import { Toolbox } from "../../tools/toolbox";
import type { ToolResult } from "../../tools/tool";
import { askThroughClient } from "./askThroughClient";

export interface McpOptions extends PageToolParts {
  readonly version: string;
  /** What may be done in the folders, unless the session's policy forbids it; see {@link mcpPolicy}. */
  readonly policy: PolicyLayer;
  /** A new folder for the journal of what was decided; made with the first decision. */
  readonly journalDir: string;
  /** The sentences for people about anything thrown, in the words of whoever serves. */
  readonly describeThrown: (error: unknown) => string;
}

/** A run of a slow local model takes hours; a client that has enough cancels the call. Milliseconds. */
const CALL_LIMIT_MS = 24 * 3600_000;

/** Of what a client says it is, characters. */
const MAX_CLIENT = 120;

const INSTRUCTIONS =
  "Mockloop measures how near an HTML page is to a mockup picture. To build a page from a picture: inspect_mockup for places, sizes, colours and fonts; write the page; compare_to_mockup, correct the heaviest differences, and repeat until the fidelity no longer rises.";

/** Reading in the folders that somebody opened needs no more asking; writing there does, unless that was allowed, too. */
export const mcpPolicy = (mayWrite: boolean): PolicyLayer => ({
  name: "mcp",
  defaults: { "read-project": "allow", "write-workspace": mayWrite ? "allow" : "ask" },
});

/**
 * Serves the page tools over the Model Context Protocol until the client goes away or `signal` fires. Progress goes to clients that
 * ask for it, and a client's cancellation ends the call. Who is to be asked for leave is the person at the client, where the client
 * can ask; where it cannot, the answer is no.
 */
export async function serveMcp(
  transport: Transport,
  options: McpOptions,
  signal: AbortSignal,
): Promise<void> {
  const server = new Server(
    { name: "mockloop", version: options.version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  const ask = options.session.answers.remembering(askThroughClient(server));
  const session = { ...options.session, ask };
  const tools = createPageTools({ ...options, session });
  const policy = [...session.policy, options.policy];
  const journal = new DecisionJournal(options.journalDir, () => {
    const { name = "", version = "" } = server.getClientVersion() ?? {};
    const model = cutText(`MCP client ${name} ${version}`.trim(), MAX_CLIENT);
    return { model, weights: [], policy };
  });
  const desk = new PermissionDesk({ policy, ask, note: (decision) => journal.note(decision) });
  const toolbox = new Toolbox(tools, desk, CALL_LIMIT_MS);

  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ spec, effect }): ListedTool => ({
      name: spec.name,
      description: spec.description,
      inputSchema: spec.parameters as ListedTool["inputSchema"],
      annotations: { readOnlyHint: effect !== "write-workspace", openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, call) => {
    const { progressToken } = params._meta ?? {};
    let done = 0;
    const tell = (message: string): void => {
      if (progressToken === undefined) return;
      const progress = { progressToken, progress: ++done, message };
      // Who went away hears nothing.
      call
        .sendNotification({ method: "notifications/progress", params: progress })
        .catch(() => undefined);
    };
    const asked = {
      id: String(call.requestId),
      name: params.name,
      argumentsJson: JSON.stringify(params.arguments ?? {}),
    };
    const either = AbortSignal.any([call.signal, signal]);
    try {
      const { result, permission } = await toolbox.run(asked, never, either, tell);
      if (permission?.action === "deny") return failed(describeRefusal(permission));
      return toCallResult(result);
    } catch (error) {
      if (isAbort(error)) return failed("The call was cancelled.");
      if (!(error instanceof MockloopError)) options.session.logger.error(String(error));
      return failed(options.describeThrown(error));
    }
  });

  const closed = new Promise<void>((resolve) => (server.onclose = resolve));
  await server.connect(transport);
  const close = (): void => void server.close();
  if (signal.aborted) close();
  signal.addEventListener("abort", close, { once: true });
  await closed;
  signal.removeEventListener("abort", close);
  await journal.close();
}

const never = new AbortController().signal;

function describeRefusal({ call, by, rule }: NotedDecision): string {
  if (by === "policy") return `${call.tool} is forbidden here (${rule}). Go on without it.`;
  const what = call.effect === "write-workspace" ? "writes into the project" : "needs leave";
  return `${call.tool} ${what}, and nobody allowed that. Ask the person to start this server so that it may write, or to allow the call when the client asks.`;
}

const failed = (text: string): CallToolResult => ({
  content: [{ type: "text", text }],
  isError: true,
});

function toCallResult({ content, isError, details }: ToolResult): CallToolResult {
  return {
    content: content.map(toContent),
    isError,
    ...(details.kind === "facts" && { structuredContent: toJson(details.facts) }),
  };
}

function toContent(part: ContentPart): CallToolResult["content"][number] {
  if (part.type === "text") return part;
  const data = Buffer.from(part.png).toString("base64");
  return { type: "image", data, mimeType: "image/png" };
}

/** As it will be read on the other side: without what is undefined. */
function toJson(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(facts)) as Record<string, unknown>;
}
