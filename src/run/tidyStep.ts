import { performance } from "node:perf_hooks";
import type { Rooms } from "../converge/rooms";
import { DEFAULT_TIDY_OPTIONS, tidyPage } from "../craft/tidy/tidyPage";
import { provideFonts } from "../fonts/fontFiles";
import type { Run } from "./run";

/**
 * The tidying after a model's work; undefined when it was not wanted. The tracer's pages are written from measurements in the
 * first place.
 */
export function createTidyStep({
  request,
  session,
  target,
  mockup,
  onLine,
}: Pick<Run, "request" | "session" | "target" | "mockup" | "onLine">): Rooms["tidy"] {
  if (request.tidy === false || request.model.kind === "tracer") return undefined;
  if (target.hasComponents || !target.isPlainCss) return undefined;
  return async (files, signal) => {
    onLine({ type: "progress", iteration: 0, stage: "tidying the code" });
    const page = {
      files: await provideFonts(files),
      entry: target.entry,
      viewport: mockup.cssSize,
      deviceScaleFactor: mockup.deviceScaleFactor,
    };
    const options = { ...DEFAULT_TIDY_OPTIONS, now: () => performance.now() };
    const result = await tidyPage(session.renderer, page, options, signal);
    if (typeof result === "string" || result.changed.length === 0) return undefined;
    const { before, after } = result;
    return {
      // Fonts are added to what is drawn, they are no files of the run.
      files: new Map(
        [...files.keys()].map((path) => [path, result.files.get(path) ?? new Uint8Array()]),
      ),
      summary: `Tidied: ${before.declarations} declarations are now ${after.declarations}, ${before.elements} elements ${after.elements}.`,
    };
  };
}
