import { join } from "node:path";
import { isOfLock } from "../../files/lockFolder";
import type { IsOurs } from "../../files/removeFolder";
import { isConfined } from "../../project/sourceFiles";

/** The names in a run's folder. */
export const RUN_NAMES = {
  journal: "journal.jsonl",
  mockup: "mockup.png",
  report: "report.html",
  /** What is left out of the measuring of the main mockup, as `--mask` takes it; only in a run that left something out. */
  masks: "masks.json",
  /** What may not get worse there, as `--pin` takes it; only in a run that pinned something. */
  pins: "pins.json",
  /** The page between two answers of the model. */
  preview: "preview.png",
  best: "best",
  /** Files of the best page that a person edits while the run goes on. */
  edit: "edit",
  iterations: "iterations",
  /** Says that the folder is Mockloop's. */
  marker: "mockloop-run.txt",
  /** Held while a run is at work there. */
  lock: ".lock",
} as const;

/** Where an iteration is below {@link RUN_NAMES.iterations}: "007". */
export const iterationName = (number: number): string => String(number).padStart(3, "0");

/** The mockup of a run's view, 0 being the main one: "mockup.png", "mockup-2.png". */
export const mockupName = (index: number): string => numbered(RUN_NAMES.mockup, index);

/** The pictures of one view in an iteration's folder. */
export const viewNames = (index: number): { readonly render: string; readonly diff: string } => ({
  render: numbered("render.png", index),
  diff: numbered("diff.png", index),
});

/** Which elements the page of an iteration draws where, in its folder. */
export const ELEMENTS_NAME = "elements.json";

const numbered = (name: string, index: number): string =>
  index === 0 ? name : name.replace(/\.png$/, `-${index + 1}.png`);

/** Where things are in a run's folder. */
export function runPaths(runDir: string): {
  readonly journal: string;
  readonly mockup: string;
  readonly report: string;
  readonly best: string;
  readonly lock: string;
  readonly iteration: (number: number) => string;
} {
  const { journal, mockup, report, best, lock, iterations } = RUN_NAMES;
  return {
    journal: join(runDir, journal),
    mockup: join(runDir, mockup),
    report: join(runDir, report),
    best: join(runDir, best),
    lock: join(runDir, lock),
    iteration: (number) => join(runDir, iterations, iterationName(number)),
  };
}

/** Whether something in an iteration's folder is Mockloop's. */
export const isIterationFile: IsOurs = (path) =>
  path === ELEMENTS_NAME ||
  /^(files|(render|diff)(-\d+)?\.png)$/.test(path) ||
  (path.startsWith("files/") && isConfined(path.slice("files/".length)));

/** Whether something below {@link RUN_NAMES.iterations} is Mockloop's. */
export const isInIterations: IsOurs = (path) => {
  const [, inside] = /^\d{3,}(?:\/(.+))?$/.exec(path) ?? [];
  return inside === undefined ? /^\d{3,}$/.test(path) : isIterationFile(inside);
};

/** Whether something in a run's folder is Mockloop's; `source/` holds a mockup that was no file of its own. */
export const isInRun: IsOurs = (path) => {
  const [top = "", ...rest] = path.split("/");
  const inside = rest.join("/");
  if (isOfLock(RUN_NAMES.lock, path)) return true;
  if (inside === "") return TOP.has(top) || /^mockup-\d+\.png$/.test(top);
  if (top === RUN_NAMES.iterations) return isInIterations(inside);
  const isPage = top === RUN_NAMES.best || top === RUN_NAMES.edit;
  return (isPage && isConfined(inside)) || (top === "source" && rest.length === 1);
};

const TOP: ReadonlySet<string> = new Set([...Object.values(RUN_NAMES), "source"]);
