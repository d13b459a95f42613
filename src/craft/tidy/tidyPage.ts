import { throwIfAborted } from "../../base/async";
import type { FilesSnapshot } from "../../project/sourceFiles";
import type { Renderer } from "../../render/renderer";
import type { CodeQuality } from "../codeQuality";
import { findDrops, findMerges, findReplacements, findShorthands } from "./findHypotheses";
import { removeUnused } from "./findUnused";
import { formatFiles } from "../../project/formatFiles";
import { applyTrials, type Hypothesis, type HypothesisKind } from "./hypothesis";
import { createPageCheck, type CheckedPage, type PageCheck } from "./pageCheck";
import { settle } from "./settle";
import { readTidySource, writeTidySource, type TidySource } from "./tidySource";
import { tryRules } from "./tryRules";
import { findUnwraps, unwrapIn } from "./unwrap";

export interface TidyOptions {
  /** Pages drawn at most. */
  readonly maxScreenshots: number;
  /** After this long nothing new is tried; what has been checked stays. Milliseconds. */
  readonly timeBudgetMs: number;
  readonly now: () => number;
}

export const DEFAULT_TIDY_OPTIONS = { maxScreenshots: 80, timeBudgetMs: 120_000 } as const;

/** What became of a page. */
export interface TidyResult {
  readonly files: FilesSnapshot;
  /** The files that are not what they were. */
  readonly changed: readonly string[];
  readonly before: CodeQuality;
  readonly after: CodeQuality;
  /** Share of pixels at the page's own size that are not what they were, 0–1. */
  readonly mismatchRatio: number;
  readonly screenshots: number;
  /** How many changes of each kind were kept. */
  readonly kept: Readonly<Partial<Record<HypothesisKind, number>>>;
  /** Style sheets that were left alone, and whether time or screenshots ran out. */
  readonly notes: readonly string[];
}

/** A page that is being tidied. */
interface Work {
  readonly renderer: Renderer;
  readonly page: CheckedPage;
  readonly check: PageCheck;
  readonly signal: AbortSignal | undefined;
  readonly isOver: () => boolean;
  readonly leftMs: () => number;
  readonly kept: Partial<Record<HypothesisKind, number>>;
  files: FilesSnapshot;
}

/**
 * Rewrites a page so that it says the same with less: what it does not need goes, fixed sizes become limits, lengths whole
 * numbers, equal rules one. A change stays when every pixel at the page's own size stays what it was (within a tolerance, see
 * pageCheck), no other width gets worse, and the description is shorter or a width better. Rules for hover, focus and the like
 * are not touched. Deterministic unless time runs out. A string says why the page cannot be drawn.
 *
 * @throws AbortError; MockloopError as Renderer.render.
 */
export async function tidyPage(
  renderer: Renderer,
  page: CheckedPage,
  options: TidyOptions,
  signal?: AbortSignal,
): Promise<TidyResult | string> {
  const started = options.now();
  const check = await createPageCheck(renderer, page, signal);
  if (typeof check === "string") return check;
  const before = check.code;
  const leftMs = (): number => options.timeBudgetMs - (options.now() - started);
  const isOver = (): boolean => check.screenshots >= options.maxScreenshots || leftMs() <= 0;
  const work: Work = {
    ...{ renderer, page, check, signal, isOver, leftMs, kept: {}, files: page.files },
  };
  await dropUnused(work);
  await tryEach(work, ({ rules }) => findShorthands(rules));
  await tryEach(work, ({ rules }) => findDrops(rules));
  // A second time: what is a limit now may be in the middle, too.
  await tryEach(work, ({ rules }) => findReplacements(rules));
  await tryEach(work, ({ rules }) => findReplacements(rules));
  await tryEach(work, ({ rules }) => findMerges(rules));
  await tryEach(work, findUnwraps);
  await dropUnused(work);
  await tryEach(work, ({ rules }) => findDrops(rules));
  const wasOver = isOver();
  await writeNicely(work);
  const changed = [...work.files.keys()].filter(
    (path) => work.files.get(path) !== page.files.get(path) && !isEqual(work, path),
  );
  return {
    ...{ files: work.files, changed, before, after: check.code, kept: work.kept },
    mismatchRatio: check.mismatchRatio,
    screenshots: check.screenshots,
    notes: [
      ...readTidySource(page.files, page.entry).leftAlone.map((why) => `Left alone: ${why}.`),
      ...(wasOver ? ["It ended early: more could be tried with more time or screenshots."] : []),
    ],
  };
}

const sourceOf = ({ files, page }: Work): TidySource => readTidySource(files, page.entry);

function count(work: Work, kind: HypothesisKind, number: number): void {
  if (number > 0) work.kept[kind] = (work.kept[kind] ?? 0) + number;
}

/** Rules, properties and keyframes that nothing uses. */
async function dropUnused(work: Work): Promise<void> {
  throwIfAborted(work.signal);
  if (work.isOver()) return;
  const source = sourceOf(work);
  const gone = removeUnused(source, work.check.unmatched);
  const files = writeTidySource(source);
  if (gone === 0 || !(await work.check.passes(files))) return;
  work.files = files;
  count(work, "unused", gone);
}

/** Tries what `find` proposes in an open page, then checks what is left of it by the pixels. */
async function tryEach(
  work: Work,
  find: (source: TidySource) => readonly Hypothesis[],
): Promise<void> {
  throwIfAborted(work.signal);
  if (work.isOver()) return;
  const { renderer, page, signal, check } = work;
  const source = sourceOf(work);
  const timeoutMs = Math.max(1, work.leftMs());
  const likely = await tryRules(renderer, page, source, find(source), { timeoutMs, signal });
  const filesWith = (some: readonly Hypothesis[]): FilesSnapshot => {
    const fresh = sourceOf(work);
    const trials = some.map(({ trial }) => trial);
    applyTrials(fresh.rules, trials);
    return unwrapIn(writeTidySource(fresh), page.entry, trials);
  };
  const kept = await settle(likely, (some) => check.passes(filesWith(some)), work.isOver);
  if (kept.length === 0) return;
  work.files = filesWith(kept);
  for (const { kind } of kept) count(work, kind, 1);
}

/** The changed files as prettier writes them, unless that moves a pixel (white space between words is one). */
async function writeNicely(work: Work): Promise<void> {
  const { page } = work;
  const changed = [...work.files.keys()].filter((path) => !isEqual(work, path));
  if (changed.length === 0) return;
  for (const paths of [changed, changed.filter((path) => path !== page.entry)]) {
    const files = await formatFiles(work.files, paths);
    if (!(await work.check.passes(files))) continue;
    work.files = files;
    return;
  }
}

function isEqual({ files, page }: Work, path: string): boolean {
  const [now, before] = [files.get(path), page.files.get(path)];
  return !!now && !!before && Buffer.from(now).equals(before);
}
