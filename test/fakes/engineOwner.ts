// As the editor's extension host: owns an engine, has it carry out the request it is sent, tells what the engine says, and ends it on
// "end".
import { resolve } from "node:path";
import { nullLogger } from "../../src/base/logger";
import type { RunRequest } from "../../src/protocol/runProtocol";
import { EngineClient } from "../../src/vscode/engine/engineClient";

const client = new EngineClient({
  // From the sources, unless a built one is named.
  modulePath: process.argv[2] ?? resolve(import.meta.dirname, "engineEntry.mjs"),
  logger: nullLogger,
  readyTimeoutMs: 120_000,
});

process.on("message", (message: RunRequest | "end") => {
  if (message === "end") void client.dispose().then(() => process.exit(0));
  else
    void client
      .run(message, (line) => process.send?.({ line, pid: client.pid }), never)
      .then(() => {
        process.send?.({ line: { type: "over" }, pid: client.pid });
      });
});

const never = new AbortController().signal;
