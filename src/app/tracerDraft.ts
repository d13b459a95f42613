import type { PageMeter } from "../converge/pageMeter";
import { createModelOptions, workOnPage } from "../converge/workOnPage";
import type { Inspection } from "../inspect/inspection";
import { Transcript } from "../model/transcript";
import { SourceFiles } from "../project/sourceFiles";
import type { FilesSnapshot } from "../project/sourceFiles";
import { createTracerModel } from "../trace/tracerModel";
import { createToolbox } from "./createToolbox";
import type { Run } from "./runMockup";

/** The page as the tracer drafts it from what was measured: where another model may start instead of with nothing. */
export async function draftWithTracer(
  run: Run & { readonly inspection: Inspection },
  meter: PageMeter,
  now: () => number,
  signal: AbortSignal,
): Promise<FilesSnapshot> {
  const { mockup, inspection, target, session } = run;
  const files = new SourceFiles();
  const model = createTracerModel({ mockup, inspection, entry: target.entry });
  const transcript = new Transcript((message) => model.countTokens(message));
  const toolbox = createToolbox(run, files, meter);
  try {
    const room = { model, toolbox, transcript, now, emit: () => undefined };
    const { failure } = await workOnPage(room, 1, createModelOptions(model.info), signal);
    // A run can do without the draft: it starts from nothing then.
    if (failure) session.logger.warn(failure.message);
    return files.snapshot();
  } finally {
    await model.dispose();
  }
}
