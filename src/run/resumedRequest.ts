import { MockloopError } from "../base/errors";
import { formatModelRef } from "../protocol/modelRef";
import type { ModelRef } from "../protocol/modelRef";
import type { RunRequest } from "../protocol/runProtocol";
import { wordsWithPart } from "../protocol/steering";
import type { KeptRun } from "./journal/loadRun";

/**
 * What a run is asked when it goes on: what it was asked then, and the changes of the person who resumes it. Its folder may be a
 * stranger's, so the journal says how to work, but never which files are read, loaded, started or written, nor where a mockup or a key is sent.
 *
 * @throws MockloopError BAD_OPTION when the journal names a model's file, a server's address or a components file and the person does not, ARCHIVE_UNREADABLE when it asks
 * for what Mockloop does not write.
 */
export function resumedRequest(
  runDir: string,
  kept: RunRequest,
  changes: Partial<RunRequest>,
): RunRequest {
  const { mockup, model, target, hardware, thinking, startFrom } = kept;
  const { maxIterations, instruction, timeBudgetMs, tokenBudget } = kept;
  const { minFidelity, maxMismatchRatio, masks, pins } = kept;
  if (changes.model === undefined && model.kind === "file") throw unnamedFile(runDir, model);
  if (changes.model === undefined && model.kind === "endpoint") throw unnamedAddress(runDir, model);
  if (changes.components === undefined && kept.components !== undefined)
    throw unnamedComponents(runDir, kept.components);
  requireRanges(runDir, kept);
  return {
    ...{ mockup, model, target, maxIterations },
    ...(hardware && { hardware }),
    ...(thinking && { thinking }),
    ...(startFrom && { startFrom }),
    ...(masks && { masks }),
    ...(pins && { pins }),
    ...(instruction !== undefined && { instruction }),
    ...(timeBudgetMs !== undefined && { timeBudgetMs }),
    ...(tokenBudget !== undefined && { tokenBudget }),
    ...(minFidelity !== undefined && { minFidelity }),
    ...(maxMismatchRatio !== undefined && { maxMismatchRatio }),
    ...changes,
    runDir,
  };
}

/** What a run was asked, with what people said to it since: the masks and pins of last, and words as part of the instruction. */
export function heardRequest({ start, steers }: Pick<KeptRun, "start" | "steers">): RunRequest {
  const { request } = start;
  const heard = steers.flatMap(({ message, refused }) => (refused === undefined ? [message] : []));
  const masks = heard.findLast((message) => message.type === "mask")?.masks ?? request.masks;
  const pins = heard.findLast((message) => message.type === "pin")?.pins ?? request.pins;
  const words = heard.flatMap((message) =>
    message.type === "say" ? [wordsWithPart(message.text, message.about)] : [],
  );
  const instruction = [request.instruction ?? [], words].flat().join("\n");
  return {
    ...request,
    ...(masks && { masks }),
    ...(pins && { pins }),
    ...(instruction !== "" && { instruction }),
  };
}

function unnamedFile(
  runDir: string,
  { path, mmproj }: Extract<ModelRef, { kind: "file" }>,
): MockloopError {
  return new MockloopError(
    "BAD_OPTION",
    `The run in ${runDir} was made with a model file, and no file is loaded because a folder says so, which may be a stranger's.`,
    { remedy: { kind: "name-model", model: path, ...(mmproj !== undefined && { mmproj }) } },
  );
}

function unnamedAddress(
  runDir: string,
  model: Extract<ModelRef, { kind: "endpoint" }>,
): MockloopError {
  return new MockloopError(
    "BAD_OPTION",
    `The run in ${runDir} was made with a model behind a server, and nothing is sent to an address because a folder says so, which may be a stranger's.`,
    { remedy: { kind: "name-server", model: formatModelRef(model) } },
  );
}

/** Without them no page that imports them would compile. */
function unnamedComponents(runDir: string, file: string): MockloopError {
  return new MockloopError(
    "BAD_OPTION",
    `The run in ${runDir} was made with components of a project, and none are read because a folder says so, which may be a stranger's: name the components file again.`,
    { remedy: { kind: "name-components", file } },
  );
}

/** The numbers a run can be asked for, lowest and highest. */
function requireRanges(runDir: string, kept: RunRequest): void {
  const { gpuLayers, contextTokens, threads, unloadAfterMs } = kept.hardware ?? {};
  const ranges: readonly (readonly [string, number | undefined, number, number])[] = [
    ["maxIterations", kept.maxIterations, 1, 100],
    ["timeBudgetMs", kept.timeBudgetMs, 1, 86_400_000],
    ["tokenBudget", kept.tokenBudget, 1, 1_000_000_000],
    ["minFidelity", kept.minFidelity, 0, 2],
    ["maxMismatchRatio", kept.maxMismatchRatio, 0, 1],
    ["gpuLayers", gpuLayers, 0, 1000],
    ["contextTokens", contextTokens, 1, 1_048_576],
    ["threads", threads, 1, 512],
    ["unloadAfterMs", unloadAfterMs, 0, 86_400_000],
  ];
  for (const [name, value, low, high] of ranges)
    if (value !== undefined && !(value >= low && value <= high))
      throw new MockloopError(
        "ARCHIVE_UNREADABLE",
        `The journal in ${runDir} asks for ${name} ${value}, which is outside ${low}–${high}.`,
        { remedy: { kind: "new-run" } },
      );
}
