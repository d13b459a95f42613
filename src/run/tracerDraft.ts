import { wait } from "../base/async";
import type { Views } from "../compare/view";
import type { IterationMs } from "../converge/events";
import type { PageMeter } from "../converge/pageMeter";
import { createModelOptions, workOnPage } from "../converge/workOnPage";
import { Transcript } from "../model/transcript";
import type { PermissionDesk } from "../policy/permissionDesk";
import { SourceFiles } from "../project/sourceFiles";
import type { FilesSnapshot } from "../project/sourceFiles";
import type { TurnRoom } from "../tools/runTurn";
import { createTracerModel, TRACER_INFO } from "../trace/tracerModel";
import { createToolbox } from "./createToolbox";
import type { Run } from "./run";

/** What a draft shares with the run it is the start of. */
export interface DraftRoom extends Pick<TurnRoom, "now" | "timeUp"> {
  readonly meter: PageMeter;
  readonly desk: PermissionDesk;
}

/**
 * The page as the tracer drafts it from what was measured, and how long that took: where another model may start instead of with
 * nothing.
 */
export async function draftWithTracer(
  run: Run & { readonly views: Views },
  { meter, desk, now, timeUp }: DraftRoom,
  signal: AbortSignal,
): Promise<{ readonly files: FilesSnapshot; readonly ms: IterationMs }> {
  const { target, session } = run;
  const [{ mockup, inspection }] = run.views;
  const files = new SourceFiles();
  const model = createTracerModel({
    ...{ mockup, inspection, target: target.id },
    components: run.reuse?.project,
  });
  const transcript = new Transcript((message) => model.countTokens(message));
  const toolbox = createToolbox({ mockup, target, inspection }, files, meter, desk);
  const started = now();
  meter.startIteration();
  try {
    const room = {
      ...{ model, toolbox, transcript, now, timeUp, wait, emit: () => undefined },
      facts: () => ({
        instruction: undefined,
        startsFromFiles: false,
        lastRender: meter.lastRender,
        lastFidelity: meter.lastFidelity,
      }),
    };
    const { failure, ms } = await workOnPage(
      room,
      { iteration: 1, isFirst: true, tokensLeft: Infinity },
      createModelOptions(TRACER_INFO),
      signal,
    );
    // A run can do without the draft: it starts from nothing then.
    if (failure) session.logger.warn(failure.message);
    const { render, compare } = meter.ms;
    const tools = Math.max(0, ms.tools - render - compare);
    return {
      files: files.snapshot(),
      ms: { model: ms.model, tools, render, compare, total: now() - started },
    };
  } finally {
    await model.dispose();
  }
}
