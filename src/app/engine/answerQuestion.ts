import { platformName } from "../../base/platformName";
import { freemem, totalmem } from "node:os";
import { removeBackend } from "../../model/llama/backends/backendStore";
import { findBridges } from "../../model/llama/bridge/findBridges";
import { listModelChoices } from "../../model/llama/models/modelChoices";
import type { ModelStore } from "../../model/llama/models/modelStore";
import { DEFAULT_CONTEXT_TOKENS } from "../../model/llama/models/presets";
import { pullModel } from "../../model/llama/models/pullModel";
import { findPullRequest } from "../../model/llama/models/pullRequest";
import type { ModelAnswer, ModelQuestion, QuestionProgress } from "../../protocol/schemas/models";
import { bringBackend, findBackend, findBackendSource, listBackends } from "../machine/backends";
import type { BackendSource } from "../machine/backends";
import { examineMachine } from "../machine/examineMachine";
import type { Installation } from "../machine/installation";
import { seldom } from "../../base/seldom";

export interface AnswerOptions {
  readonly store: ModelStore;
  readonly installation: Installation;
  /** Undefined: what can be downloaded for this machine. */
  readonly backends?: BackendSource;
  /** How far a download is; not more often than {@link PROGRESS_MS}, and at its end. */
  readonly onProgress: (progress: QuestionProgress) => void;
}

/** The shortest time between two words on a download, ms. */
const PROGRESS_MS = 250;

/**
 * Answers a question about local models and what they run on. What was downloaded when `signal` fires stays, and the next
 * question for the same goes on from there.
 *
 * @throws MockloopError as the parts do; AbortError.
 */
export async function answerQuestion(
  question: ModelQuestion,
  options: AnswerOptions,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  const { store, installation, backends = findBackendSource() } = options;
  switch (question.type) {
    case "list-models": {
      const choices = await listModelChoices(store, DEFAULT_CONTEXT_TOKENS);
      return {
        type: "list-models",
        dir: store.dir,
        // Which one is active is the asker's to say: an editor has a setting for it.
        models: choices.map(({ active: _, ...entry }) => entry),
        hasBridge: (await findBridges(installation.nativeDirs, "auto")).length > 0,
        platform: platformName(),
        totalMemoryBytes: totalmem(),
        freeMemoryBytes: freemem(),
      };
    }
    case "pull-model": {
      const request = await findPullRequest(store, question.spec, question.mmproj);
      const onProgress = seldom(options.onProgress, PROGRESS_MS);
      const { mirrors } = question;
      const how = { mirrors, onProgress };
      const { id, title, mmproj } = await pullModel(store, request, how, signal);
      return { type: "pull-model", id, title, hasVision: mmproj !== undefined };
    }
    case "verify-model":
      return { type: "verify-model", files: await store.verify(question.id, signal) };
    case "remove-model":
      await store.remove(question.id);
      return { type: "remove-model" };
    case "list-backends":
      return { type: "list-backends", dir: backends.dir, backends: await listBackends(backends) };
    case "add-backend": {
      const tell = seldom(options.onProgress, PROGRESS_MS);
      const { problem, text } = await bringBackend(
        { ...backends, installation },
        question.id,
        tell,
        signal,
      );
      return { type: "add-backend", works: problem === undefined, text };
    }
    case "remove-backend":
      await removeBackend(backends.dir, findBackend(backends, question.id));
      return { type: "remove-backend" };
    case "examine": {
      const { model, hardware, browserPath } = question;
      const wanted = { model, hardware, browserPath };
      const parts = await examineMachine({ ...wanted, store, installation }, signal);
      return { type: "examine", parts };
    }
  }
}
