import { isAbort } from "../base/async";
import { describeError } from "../base/errors";
import type { Logger } from "../base/logger";
import type { FromEngine, RunRequest, ToEngine } from "../protocol/runProtocol";
import { createSession } from "./createSession";
import type { Session } from "./createSession";
import { runMockup } from "./runMockup";

/**
 * The engine process: the core in a process of its own, so that an editor stays responsive and a crash costs a run's last
 * iteration at most. Speaks {@link ToEngine} / {@link FromEngine} over Node's IPC; ends when its parent is gone.
 */
function main(): void {
  const runs = new Map<string, AbortController>();
  const sessions = new Map<string, Session>();

  const sessionFor = (browserPath: string | undefined): Session => {
    const key = browserPath ?? "";
    const known = sessions.get(key);
    if (known) return known;
    const session = createSession({ logger, browserPath });
    sessions.set(key, session);
    return session;
  };

  const start = async (id: string, request: RunRequest): Promise<void> => {
    const controller = new AbortController();
    runs.set(id, controller);
    try {
      await runMockup(
        sessionFor(request.browserPath),
        request,
        (line) => send({ type: "line", id, line }),
        controller.signal,
      );
    } catch (error) {
      // A failed run has told so in its error line; one aborted before it began has not.
      if (isAbort(error))
        send({
          type: "line",
          id,
          line: {
            type: "error",
            mockup: request.mockup,
            code: "ABORTED",
            message: "Stopped before anything was drawn.",
          },
        });
      else logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    } finally {
      runs.delete(id);
    }
  };

  const shutDown = async (): Promise<void> => {
    for (const controller of runs.values()) controller.abort();
    await Promise.allSettled([...sessions.values()].map((session) => session.dispose()));
    process.exit(0);
  };

  process.on("message", (message: ToEngine) => {
    switch (message.type) {
      case "start":
        void start(message.id, message.request);
        break;
      case "abort":
        runs.get(message.id)?.abort();
        break;
      case "shutdown":
        void shutDown();
        break;
    }
  });
  process.on("disconnect", () => void shutDown());
  process.on("unhandledRejection", (error) => logger.error(describeError(error)));
  send({ type: "ready" });
}

function send(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}

const log =
  (level: "debug" | "info" | "warn" | "error") =>
  (message: string): void =>
    send({ type: "log", level, message });

const logger: Logger = {
  debug: log("debug"),
  info: log("info"),
  warn: log("warn"),
  error: log("error"),
};

main();
