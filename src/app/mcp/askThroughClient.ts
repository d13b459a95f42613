import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { throwIfAborted } from "../../base/async";
import type { AskPermission } from "../../policy/answerMemory";

const ONCE = "Allow";
const ALWAYS = "Allow until the server ends";
const NO = "Refuse";

/** How long a person may take, ms. */
const PATIENCE_MS = 600_000;

/** Asks the person at the client, as far as the client can ask ("elicitation"); otherwise nobody is there. Who closes the form says no. */
export function askThroughClient(
  server: Pick<Server, "elicitInput" | "getClientCapabilities">,
): AskPermission {
  return async ({ summary, diff }, signal) => {
    if (!server.getClientCapabilities()?.elicitation) return undefined;
    const { action, content } = await server.elicitInput(
      {
        mode: "form",
        message: `Mockloop: ${summary}. Allow it?${diff === undefined ? "" : `\n${diff}`}`,
        requestedSchema: {
          type: "object",
          properties: { answer: { type: "string", title: "Answer", enum: [ONCE, ALWAYS, NO] } },
          required: ["answer"],
        },
      },
      { signal, timeout: PATIENCE_MS },
    );
    throwIfAborted(signal);
    const answer = action === "accept" ? content?.["answer"] : NO;
    return {
      allow: answer === ONCE || answer === ALWAYS,
      scope: answer === ALWAYS ? "session" : "once",
    };
  };
}
