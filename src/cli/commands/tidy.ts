import { performance } from "node:perf_hooks";
import { basename, dirname, resolve } from "node:path";
import type { Session } from "../../run/session";
import { writeSnapshot } from "../../run/journal/writeFiles";
import type { Size } from "../../base/geometry";
import { MockloopError } from "../../base/errors";
import { DEFAULT_TIDY_OPTIONS, tidyPage, type TidyResult } from "../../craft/tidy/tidyPage";
import { Folder } from "../../files/folder";
import type { FilesSnapshot } from "../../project/sourceFiles";
import { EXIT } from "../output/exitCodes";
import { refuseLeadingOut } from "../output/outFolders";
import { refuseTailwind } from "../../pages/drawnFiles";
import { readPageFolder } from "../../pages/readPageFolder";

export interface TidyCommandOptions {
  /** The page's own size is that of this picture, or `viewport`, or {@link DEFAULT_SIZE}. */
  readonly mockup: string | undefined;
  readonly viewport: Size | undefined;
  readonly scale: number | undefined;
  /** Where the tidied page goes with all its files; undefined and no `write`: nowhere. */
  readonly out: string | undefined;
  /** Changes the page itself. */
  readonly write: boolean;
  readonly timeBudgetMs: number | undefined;
  readonly json: boolean;
}

const DEFAULT_SIZE: Size = { width: 1440, height: 900 };

/** `mockloop tidy`: says the same page with less; exit code 1 when it cannot be drawn. */
export async function tidy(
  session: Session,
  path: string,
  options: TidyCommandOptions,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const started = performance.now();
  const files = await readPageFolder(path, signal);
  refuseTailwind(path, files);
  const out = options.out === undefined ? undefined : await openEmptyFolder(options.out);
  const mockup =
    options.mockup === undefined
      ? undefined
      : await session.load({ kind: "path", path: options.mockup }, options.scale, signal);
  const page = {
    files,
    entry: basename(path),
    viewport: mockup?.cssSize ?? options.viewport ?? DEFAULT_SIZE,
    deviceScaleFactor: mockup?.deviceScaleFactor ?? options.scale ?? 1,
  };
  const limits = { ...DEFAULT_TIDY_OPTIONS, now: () => performance.now() };
  const { timeBudgetMs = limits.timeBudgetMs } = options;
  const result = await tidyPage(session.renderer, page, { ...limits, timeBudgetMs }, signal);
  if (typeof result === "string")
    throw new MockloopError("PAGE_FAILED", `${path} could not be drawn: ${result}`);
  const { changed } = result;
  if (out) await writeSnapshot(out, result.files);
  else if (options.write) await writeInPlace(dirname(resolve(path)), result.files, changed);
  const ms = Math.round(performance.now() - started);
  if (options.json) write(`${JSON.stringify(toLine(path, result, options, ms))}\n`);
  else write(describe(result, options, ms));
  return EXIT.converged;
}

function toLine(path: string, result: TidyResult, options: TidyCommandOptions, ms: number): object {
  const { before, after, changed, mismatchRatio, screenshots, kept, notes } = result;
  const figures = ({ score, parts, declarations, elements }: TidyResult["before"]): object => ({
    ...{ score, ...parts, declarations, elements },
  });
  const written = options.out !== undefined || options.write;
  return {
    ...{ type: "tidy", page: resolve(path), written, changed, mismatchRatio, screenshots, kept },
    ...{ before: figures(before), after: figures(after), notes, ms },
  };
}

function describe(result: TidyResult, options: TidyCommandOptions, ms: number): string {
  const { before, after, changed, kept, mismatchRatio, screenshots, notes } = result;
  const written = options.out ?? (options.write ? "in place" : undefined);
  const kinds = Object.entries(kept).map(([kind, number]) => `${kind} ${number}`);
  return [
    `Declarations ${before.declarations} → ${after.declarations}, elements ${before.elements} → ${after.elements}, code ${before.score.toFixed(3)} → ${after.score.toFixed(3)}, other widths ${before.parts.reflow.toFixed(3)} → ${after.parts.reflow.toFixed(3)}`,
    `Pixels that differ: ${(mismatchRatio * 100).toFixed(3)} %; ${screenshots} screenshots, ${(ms / 1000).toFixed(1)} s`,
    `Changes: ${kinds.length > 0 ? kinds.join(", ") : "none"}`,
    ...notes,
    changed.length === 0
      ? "Nothing to tidy."
      : `${changed.join(", ")}: ${written === undefined ? "not written; give --out DIR or --write" : `written (${written})`}`,
    "",
  ].join("\n");
}

/** @throws MockloopError BAD_OPTION when the folder holds something, or a link leads to it. */
async function openEmptyFolder(path: string): Promise<Folder> {
  await refuseLeadingOut(resolve(path));
  const folder = await Folder.make(resolve(path));
  if ((await folder.list()).length === 0) return folder;
  throw new MockloopError(
    "BAD_OPTION",
    `${path} is not empty. Name a folder that is new or empty, or use --write to change the page itself.`,
  );
}

/** Writes the changed files where they are. @throws MockloopError BAD_OPTION for one that is a link: none is written then. */
async function writeInPlace(
  path: string,
  files: FilesSnapshot,
  changed: readonly string[],
): Promise<void> {
  const folder = await Folder.open(path);
  for (const name of changed)
    if ((await folder.kind(name)) !== "file")
      throw new MockloopError(
        "BAD_OPTION",
        `${name} is no file of the page's folder but a link; nothing was written. Use --out DIR.`,
      );
  for (const name of changed) await folder.write(name, files.get(name) ?? new Uint8Array());
}
