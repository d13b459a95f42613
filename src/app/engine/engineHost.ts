import { isAbort } from "../../base/async";
import { describeError, MockloopError } from "../../base/errors";
import type { Logger } from "../../base/logger";
import { ownIdentity } from "../../base/processIdentity";
import type { Channel } from "../../channel/contract";
import { serveParent } from "../../channel/parentProcess";
import { createModelStore } from "../../model/llama/models/modelStore";
import { Inbox } from "../../converge/inbox";
import { engineContract } from "../../protocol/schemas/engine";
import type { QuestionProgress } from "../../protocol/schemas/models";
import type { Answer, Question } from "../../protocol/schemas/questions/questions";
import type { ErrorLine, RunLine, RunLineUnion, RunRequest } from "../../protocol/runProtocol";
import type { FindModel } from "../../run/findModel";
import { runMockup } from "../../run/runMockup";
import { openAnswerBook } from "../machine/permissions/answerBook";
import { findInstallation } from "../machine/installation";
import { openServerBook } from "../machine/serverBook";
import { openServerMemory } from "../machine/serverMemory";
import { modelsFolder } from "../machine/userFolders";
import type { AskPermission } from "../../policy/answerMemory";
import { createSessionPool } from "../session/sessionPool";
import { createSecretSource } from "../machine/secretSource";
import { answerQuestion } from "./answerQuestion";
import { createEditorModel } from "./editorModel";

type LineBefore = Exclude<RunLineUnion, RunLine | ErrorLine>;

/** How long runs and downloads may take to let go of what they hold when the process ends, ms. */
const LEAVE_MS = 1000;

/**
 * The engine process: the core in a process of its own, so that an editor stays responsive and a crash costs a run's last
 * iteration at most. Runs loops and answers questions about local models, as {@link engineContract} says; ends when its parent is
 * gone.
 */
function main(): void {
  void ownIdentity(); // takes a process on some systems; a run's lock wants it
  /** Ends the runs and questions under way. */
  const leaving = new AbortController();
  const jobs = new Set<Promise<unknown>>();
  const sessions = createSessionPool({ logger, findEditorModel, secrets });

  const begin = <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const job = work(AbortSignal.any([signal, leaving.signal])).finally(() => jobs.delete(job));
    jobs.add(job);
    return job;
  };

  /** What the editor says to the runs under way, by their folders. */
  const inboxes = new Map<string, Inbox>();

  /** Carries a run out; a failed one has an error line for its last. */
  const run = async (
    request: RunRequest,
    report: (line: LineBefore) => void,
    signal: AbortSignal,
  ): Promise<RunLine | ErrorLine> => {
    let last: RunLine | ErrorLine | undefined;
    const inbox = new Inbox();
    inboxes.set(request.runDir, inbox);
    const tell = (line: RunLineUnion): void => {
      if (line.type === "run" || line.type === "error") last = line;
      else report(line);
    };
    try {
      await sessions.use(request.browserPath, (session) =>
        runMockup(
          { ...session, policy: request.policy ?? [], ask: askFor(request) },
          request,
          tell,
          signal,
          inbox,
        ),
      );
    } catch (error) {
      if (!isAbort(error))
        logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      if (!last) throw error;
    } finally {
      if (inboxes.get(request.runDir) === inbox) inboxes.delete(request.runDir);
    }
    if (!last) throw new Error("The run ended without a last line.");
    return last;
  };

  const ask = async (
    question: Question,
    onProgress: (progress: QuestionProgress) => void,
    signal: AbortSignal,
  ): Promise<Answer> => {
    try {
      const options = {
        store: createModelStore(modelsFolder()),
        installation: findInstallation(),
        servers: {
          ...{ book: openServerBook(), answers: openAnswerBook(), secrets },
          memory: openServerMemory(logger),
        },
        onProgress,
      };
      return await answerQuestion(question, options, signal);
    } catch (error) {
      if (!isAbort(error)) logger.warn(describeError(error));
      throw error;
    }
  };

  parent = serveParent(
    engineContract,
    {
      requests: {
        run: (request, { report, signal }) =>
          begin(signal, (either) => run(request, report, either)),
        ask: (question, { report, signal }) =>
          begin(signal, (either) => ask(question, report, either)),
      },
      notifications: {
        steer: ({ runDir, message }) => {
          inboxes.get(runDir)?.post(message);
        },
      },
    },
    {
      logger,
      shutDown: async () => {
        // Downloads let go of their locks; what runs do not do on their own the sessions' end makes them.
        leaving.abort();
        await sessions.dispose();
        await Promise.race([
          Promise.allSettled(jobs),
          new Promise((resolve) => setTimeout(resolve, LEAVE_MS)),
        ]);
      },
    },
  );
  process.on("unhandledRejection", (error) => logger.error(describeError(error)));
}

/** Has the editor ask a person about what a run wants to do; it remembers what they answer. */
function askFor({ runDir }: RunRequest): AskPermission | undefined {
  const editor = parent;
  return (
    editor &&
    ((question, signal) => editor.request("permission-ask", { runDir, question }, { signal }))
  );
}

/** The models that the editor offers. */
const findEditorModel: FindModel = ({ model }) => {
  const editor = parent;
  if (model.kind !== "editor" || !editor)
    throw new MockloopError("INTERNAL", "Only the editor knows the editor's models.");
  return () => createEditorModel(model.id, editor);
};

/** Keys in the environment, in files, and in the editor's store. */
const secrets = createSecretSource({
  store: async (name) => {
    const { signal } = new AbortController();
    return (await parent?.request("secret-read", { name }, { signal }))?.value;
  },
});

let parent: Channel<(typeof engineContract)["parent"]> | undefined;

const log =
  (level: "debug" | "info" | "warn" | "error") =>
  (message: string): void =>
    parent?.notify("log", { level, message });

const logger: Logger = {
  debug: log("debug"),
  info: log("info"),
  warn: log("warn"),
  error: log("error"),
};

main();
