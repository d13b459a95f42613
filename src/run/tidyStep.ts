import { performance } from "node:perf_hooks";
import type { Rooms } from "../converge/rooms";
import { leaveOut } from "../craft/tidy/leaveOut";
import type { CheckedPage } from "../craft/tidy/pageCheck";
import { DEFAULT_TIDY_OPTIONS, tidyPage } from "../craft/tidy/tidyPage";
import { provideFonts } from "../fonts/fontFiles";
import type { Renderer } from "../render/renderer";
import type { Run } from "./run";

/** More than what is needed to try out all that a large page says, on a slow machine (ms). */
const LEAN_MS = 60_000;

type Tidy = NonNullable<Rooms["tidy"]>;

/**
 * The tidying after a model's work; undefined when it was not wanted. The tracer's pages are written from measurements: what they say
 * without need is left out, and that is all.
 */
export function createTidyStep({
  request,
  session,
  target,
  mockup,
  onLine,
}: Pick<Run, "request" | "session" | "target" | "mockup" | "onLine">): Rooms["tidy"] {
  if (request.tidy === false || target.hasComponents || !target.isPlainCss) return undefined;
  const tidy = request.model.kind === "tracer" ? leaveOutOf : tidyAll;
  return async (files, signal) => {
    onLine({ type: "progress", iteration: 0, stage: "tidying the code" });
    const page = {
      files: await provideFonts(files),
      entry: target.entry,
      viewport: mockup.cssSize,
      deviceScaleFactor: mockup.deviceScaleFactor,
    };
    const tidied = await tidy(session.renderer, page, signal);
    if (!tidied) return undefined;
    // Fonts are added to what is drawn, they are no files of the run.
    const own = [...files.keys()].map(
      (path) => [path, tidied.files.get(path) ?? new Uint8Array()] as const,
    );
    return { files: new Map(own), summary: tidied.summary };
  };
}

type TidyPage = (renderer: Renderer, page: CheckedPage, signal: AbortSignal) => ReturnType<Tidy>;

const tidyAll: TidyPage = async (renderer, page, signal) => {
  const options = { ...DEFAULT_TIDY_OPTIONS, now: () => performance.now() };
  const result = await tidyPage(renderer, page, options, signal);
  if (typeof result === "string" || result.changed.length === 0) return undefined;
  const { files, before, after } = result;
  return {
    files,
    summary: `Tidied: ${before.declarations} declarations are now ${after.declarations}, ${before.elements} elements ${after.elements}.`,
  };
};

const leaveOutOf: TidyPage = async (renderer, page, signal) => {
  const lean = await leaveOut(renderer, page, { timeoutMs: LEAN_MS, signal });
  if (!lean) return undefined;
  const { files, left } = lean;
  return {
    files,
    summary: `Tidied: ${left} ${left === 1 ? "declaration" : "declarations"} fewer.`,
  };
};
