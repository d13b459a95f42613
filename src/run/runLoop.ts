import { performance } from "node:perf_hooks";
import { isAbort, SerialQueue, startTimer, wait } from "../base/async";
import { describeError } from "../base/errors";
import type { Views } from "../compare/view";
import { converge } from "../converge/converge";
import type { Iteration, IterationMs, RunEvent, RunOutcome } from "../converge/events";
import { PageMeter } from "../converge/pageMeter";
import { chooseGoals, DEFAULT_STOP_OPTIONS } from "../converge/stopPolicy";
import { createModelOptions } from "../converge/workOnPage";
import { fontFaceCss } from "../fonts/fontFaceCss";
import { provideFonts } from "../fonts/fontFiles";
import type { Model } from "../model/model";
import { createSystemMessage, createTaskMessage } from "../model/prompt";
import { PermissionDesk } from "../policy/permissionDesk";
import { SourceFiles } from "../project/sourceFiles";
import { isTextFile } from "../project/textFiles";
import type { FilesSnapshot } from "../project/sourceFiles";
import type { RunRequest } from "../protocol/runProtocol";
import type { MarkedParts } from "../protocol/steering";
import { createEyes } from "./createEyes";
import { createToolbox } from "./createToolbox";
import { giveFeedback } from "./giveFeedback";
import { createLineWriter } from "./lines/lineWriter";
import type { Run } from "./run";
import { PreviewWriter } from "./lines/previewWriter";
import { createTidyStep } from "./tidyStep";
import { draftWithTracer } from "./tracerDraft";
import type { DraftRoom } from "./tracerDraft";

/** Sets the loop's rooms up for one run and walks through them; iterations are on the disk when this resolves. */
export async function runLoop(
  run: Run & { readonly views: Views; readonly model: Model; readonly desk: PermissionDesk },
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { request, archive, onLine, model, inbox, desk } = run;
  const [main, ...further] = run.views;
  const files = new SourceFiles();
  const meter = new PageMeter(createEyes(run, run.views, markedIn(request)), () =>
    performance.now(),
  );
  const journal = new SerialQueue();
  // The mockup is measured by now: however short a time is given, there is something to draw from.
  const timer = startTimer(request.timeBudgetMs ?? Infinity);
  const now = (): number => performance.now();
  const previews = new PreviewWriter(archive, onLine);
  const writeLine = createLineWriter((line) => {
    // A journal that cannot be written shows in `keep`, which waits for the queue.
    if (line.type !== "progress")
      void journal.run(() => archive.append(line)).catch(() => undefined);
    onLine(line);
  }, now);
  const emit = (event: RunEvent): void => {
    writeLine(event);
    if (event.type === "preview") previews.write(event);
  };
  const ended = new AbortController();
  let meanwhile = Promise.resolve();
  try {
    const room = { meter, desk, now, timeUp: timer.signal };
    const start = run.start ?? (await draftStart(run, room, signal));
    const draft = start ? undefined : await draftToShow(run, room, writeLine, signal);
    if (!start && !draft) meanwhile = showDraft(run, emit, AbortSignal.any([signal, ended.signal]));

    const tidy = createTidyStep(run);
    return await converge(
      {
        ...(tidy && { tidy }),
        model,
        files,
        meter,
        toolbox: createToolbox({ ...run, inspection: main.inspection }, files, meter, desk),
        facts: () => ({
          instruction: request.instruction,
          startsFromFiles: (start?.files.size ?? 0) > 0,
          lastRender: meter.lastRender,
          lastFidelity: meter.lastFidelity,
        }),
        giveFeedback,
        inbox,
        now,
        timeUp: timer.signal,
        wait,
        showsPreviews: request.model.kind !== "tracer",
        emit: (event) => {
          // From here on there is something of the model's own to be seen.
          if (event.type === "preview" || event.type === "iterationEnd") ended.abort();
          emit(event);
        },
        keep: (iteration: Iteration) =>
          journal.run(async () => {
            const timed = iteration.number === 0 ? addTime(iteration, start?.ms) : iteration;
            const line = await archive.keepIteration(timed, await provideFonts(timed.files));
            const earlier = run.kept.findIndex(({ number }) => number === line.number);
            run.kept.splice(earlier < 0 ? run.kept.length : earlier, 1, line);
            onLine(line);
          }),
      },
      {
        prepare: (info) => ({
          opening: [
            createSystemMessage(run.target, info.size),
            createTaskMessage({
              ...main,
              furtherMockups: further.map(({ mockup }) => mockup),
              contextTokens: info.contextTokens,
              fontFaces: fontFaceCss(main.inspection.textLines.map(({ font }) => font)),
              existingFiles: textFiles(start?.files),
              draft: textFiles(draft),
              size: info.size,
              components: run.reuse?.project,
              pins: request.pins,
              instruction: request.instruction,
            }),
          ],
          model: createModelOptions(info, request.thinking),
        }),
        stop: {
          ...DEFAULT_STOP_OPTIONS,
          maxIterations: request.maxIterations,
          ...chooseGoals(request),
          tokenBudget: request.tokenBudget ?? Infinity,
        },
        start,
        iterationsBefore: run.iterationsBefore,
      },
      signal,
    );
  } finally {
    ended.abort();
    await meanwhile;
    // The last line of a run does not wait in these queues: nothing may still be in them.
    await journal.run(() => Promise.resolve());
    await previews.settle();
    timer.stop();
  }
}

/** What a request has the measuring mind. */
const markedIn = ({ masks = [], pins = [] }: RunRequest): MarkedParts => ({ masks, pins });

/** Where a run starts that asked for the tracer's draft; undefined: with nothing. */
async function draftStart(
  run: Run & { readonly views: Views },
  room: DraftRoom,
  signal: AbortSignal,
): Promise<Run["start"]> {
  if (run.request.startFrom !== "tracer" || run.request.model.kind === "tracer") return undefined;
  run.onLine({ type: "progress", iteration: 0, stage: "drafting with the tracer" });
  const { files, ms } = await draftWithTracer(run, room, signal);
  if (files.size === 0) return undefined;
  const mayBeEnough = run.request.instruction === undefined;
  return { files, ms, mayBeEnough, summary: "The tracer's draft, where this run started." };
}

/** The tracer's draft where a run asked for it to be shown and no more; what was done is in the journal. */
async function draftToShow(
  run: Run & { readonly views: Views },
  room: DraftRoom,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<FilesSnapshot | undefined> {
  if (run.request.startFrom !== "grounding" || run.request.model.kind === "tracer")
    return undefined;
  run.onLine({ type: "progress", iteration: 0, stage: "drafting with the tracer" });
  const { files } = await draftWithTracer(run, room, signal);
  if (files.size === 0) return undefined;
  emit({ type: "model", event: { type: "notice", message: SHOWN } });
  return files;
}

/**
 * Shows the tracer's draft while a model on this machine is loaded and reads, which takes minutes without a graphics card. It is given
 * to nobody, and is over when there is something of the model's to be seen. Never rejects.
 */
async function showDraft(
  run: Run & { readonly views: Views },
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { request, session, views } = run;
  if (request.model.kind !== "file" && request.model.kind !== "installed") return;
  const now = (): number => performance.now();
  const meter = new PageMeter(createEyes(run, views, markedIn(request)), now);
  // Nobody is asked about a page that is shown and thrown away.
  const desk = new PermissionDesk({ policy: [], ask: undefined });
  try {
    const { files } = await draftWithTracer(run, { meter, desk, now, timeUp: signal }, signal);
    const { measured } = await meter.measure(files, signal);
    if (measured) emit({ type: "preview", iteration: 0, measured });
  } catch (error) {
    if (!isAbort(error)) session.logger.warn(describeError(error));
  }
}

const SHOWN = "The model is shown the tracer's draft, and starts with an empty page.";

/** An iteration with the time that was spent on its page before it was measured. */
function addTime(iteration: Iteration, spent: IterationMs | undefined): Iteration {
  const { model, tools, render, compare, total } = iteration.ms;
  if (!spent) return iteration;
  return {
    ...iteration,
    ms: {
      model: model + spent.model,
      tools: tools + spent.tools,
      render: render + spent.render,
      compare: compare + spent.compare,
      total: total + spent.total,
    },
  };
}

/** The files a model can read and edit. */
function textFiles(files: FilesSnapshot | undefined): ReadonlyMap<string, string> {
  const decoder = new TextDecoder();
  const texts = new Map<string, string>();
  for (const [path, bytes] of files ?? [])
    if (isTextFile(path)) texts.set(path, decoder.decode(bytes));
  return texts;
}
