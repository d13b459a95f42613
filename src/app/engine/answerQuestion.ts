import { platformName } from "../../base/text/platformName";
import { freemem, totalmem } from "node:os";
import type { ModelStore } from "../../model/llama/models/modelStore";
import type { QuestionProgress } from "../../protocol/schemas/models";
import type { Answer, Question } from "../../protocol/schemas/questions/questions";
import { createBackends, findBackendSource } from "../machine/backends";
import type { BackendSource } from "../machine/backends";
import { examineMachine } from "../machine/examineMachine";
import type { Installation } from "../machine/installation";
import { createModelLibrary } from "../machine/modelLibrary";
import { seldom } from "../../base/seldom";
import { answerPictureQuestion } from "./answerPictureQuestion";
import { answerServerQuestion } from "./answerServerQuestion";
import type { ServerAnswerOptions } from "./answerServerQuestion";

export interface AnswerOptions {
  readonly store: ModelStore;
  readonly installation: Installation;
  /** Undefined: what can be downloaded for this machine. */
  readonly backends?: BackendSource;
  readonly servers: ServerAnswerOptions;
  /** How far a download is; not more often than {@link PROGRESS_MS}, and at its end. */
  readonly onProgress: (progress: QuestionProgress) => void;
}

/** The shortest time between two words on a download, ms. */
const PROGRESS_MS = 250;

/**
 * Answers a question about local models and what they run on, about servers, or about a picture of the web. What was downloaded when `signal` fires stays, and the next
 * question for the same goes on from there.
 *
 * @throws MockloopError as the parts do; AbortError.
 */
export async function answerQuestion(
  question: Question,
  options: AnswerOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const { store, installation } = options;
  const library = createModelLibrary(store, installation.nativeDirs);
  const backends = createBackends(options.backends ?? findBackendSource(), installation);
  const onProgress = seldom(options.onProgress, PROGRESS_MS);
  switch (question.type) {
    case "list-models":
      return {
        type: "list-models",
        dir: library.dir,
        // Which one is active is the asker's to say: an editor has a setting for it.
        models: (await library.list()).map(({ active: _, ...entry }) => entry),
        hasBridge: await library.hasBridge(),
        platform: platformName(),
        totalMemoryBytes: totalmem(),
        freeMemoryBytes: freemem(),
      };
    case "pull-model": {
      const { id, title, mmproj } = await library.pull(question, onProgress, signal);
      return { type: "pull-model", id, title, hasVision: mmproj !== undefined };
    }
    case "verify-model":
      return { type: "verify-model", files: await library.verify(question.id, signal) };
    case "remove-model":
      await library.remove(question.id);
      return { type: "remove-model" };
    case "list-backends":
      return { type: "list-backends", dir: backends.dir, backends: await backends.list() };
    case "add-backend": {
      const { problem, text } = await backends.add(question.id, onProgress, signal);
      return { type: "add-backend", works: problem === undefined, text };
    }
    case "remove-backend":
      await backends.remove(question.id);
      return { type: "remove-backend" };
    case "examine": {
      const { model, hardware, browserPath } = question;
      const wanted = { model, hardware, browserPath };
      const parts = await examineMachine({ ...wanted, store, installation }, signal);
      return { type: "examine", parts };
    }
    case "fetch-picture":
      return answerPictureQuestion(question, signal);
    default:
      return answerServerQuestion(question, options.servers, signal);
  }
}
