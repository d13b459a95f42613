import { isAbort } from "../../base/async";
import { describeError, MockloopError } from "../../base/errors";
import type { Logger } from "../../base/logger";
import { ownIdentity } from "../../base/processIdentity";
import { createModelStore } from "../../model/llama/models/modelStore";
import type { ModelQuestion } from "../../protocol/modelsProtocol";
import type { FromEngine, RunLineUnion, RunRequest, ToEngine } from "../../protocol/runProtocol";
import { answerQuestion } from "./answerQuestion";
import { findInstallation, modelsFolder } from "../machine/installation";
import { runMockup } from "../../run/runMockup";
import { createSessionPool } from "../session/sessionPool";

interface Job {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/**
 * The engine process: the core in a process of its own, so that an editor stays responsive and a crash costs a run's last
 * iteration at most. Runs loops and answers questions about local models. Speaks {@link ToEngine} / {@link FromEngine} over Node's IPC; ends when its parent is gone.
 */
function main(): void {
  void ownIdentity(); // takes a process on some systems; a run's lock wants it
  /** The runs and questions under way. */
  const jobs = new Map<string, Job>();
  const sessions = createSessionPool({ logger });

  const begin = (id: string, work: (signal: AbortSignal) => Promise<void>): void => {
    const controller = new AbortController();
    const ended = work(controller.signal).finally(() => jobs.delete(id));
    jobs.set(id, { controller, ended });
  };

  const start = async (id: string, request: RunRequest, signal: AbortSignal): Promise<void> => {
    try {
      const tell = (line: RunLineUnion): void => send({ type: "line", id, line });
      await sessions.use(request.browserPath, (session) =>
        runMockup(session, request, tell, signal),
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
    }
  };

  const answer = async (
    id: string,
    question: ModelQuestion,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      const options = {
        store: createModelStore(modelsFolder()),
        installation: findInstallation(),
        onProgress: (progress) => send({ type: "question-progress", id, ...progress }),
      } satisfies Parameters<typeof answerQuestion>[1];
      send({ type: "answer", id, answer: await answerQuestion(question, options, signal) });
    } catch (error) {
      if (!isAbort(error)) logger.warn(describeError(error));
      send({ type: "refusal", id, ...describeRefusal(error) });
    }
  };

  const shutDown = async (): Promise<void> => {
    // Downloads let go of their locks; what runs do not do on their own the sessions' end makes them.
    for (const { controller } of jobs.values()) controller.abort();
    await sessions.dispose();
    await Promise.race([
      Promise.allSettled([...jobs.values()].map(({ ended }) => ended)),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ]);
    process.exit(0);
  };

  process.on("message", (message: ToEngine) => {
    switch (message.type) {
      case "start":
        begin(message.id, (signal) => start(message.id, message.request, signal));
        break;
      case "ask":
        begin(message.id, (signal) => answer(message.id, message.question, signal));
        break;
      case "abort":
        jobs.get(message.id)?.controller.abort();
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

function describeRefusal(error: unknown): { readonly code: string; readonly message: string } {
  if (isAbort(error)) return { code: "ABORTED", message: "Stopped." };
  if (!(error instanceof MockloopError)) return { code: "INTERNAL", message: describeError(error) };
  return { code: error.code, message: error.userMessage };
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
