import { resolve } from "node:path";
import { requestOf } from "../../batch/task";
import type { RequestTemplate } from "../../batch/task";
import { MockloopError } from "../../base/errors";
import { MOST_WIDTHS } from "../../protocol/runProtocol";
import { runMockup } from "../../run/runMockup";
import type { Session } from "../../run/session";
import { generateMany } from "../batch/generateMany";
import type { ManyOptions } from "../batch/generateMany";
import type { ViewFlag } from "../flags/viewFlags";
import { listMockups } from "../input/listMockups";
import { readParts } from "../input/readParts";
import type { PartFiles } from "../input/readParts";
import { steered } from "../input/readSteering";
import type { Steer } from "../input/readSteering";
import { chooseFolder, refuseForeignFolder, refuseLeadingOut } from "../output/outFolders";
import { reportEnd } from "../output/reportEnd";
import type { Reporter } from "../output/reporter";

export interface GenerateOptions extends Omit<ManyOptions, "folder">, PartFiles {
  readonly out: string | undefined;
  /** What is asked of each run. */
  readonly template: RequestTemplate;
  /** Further mockups of the same page, in other windows. */
  readonly views?: readonly ViewFlag[] | undefined;
  /** Whether the mockups that are named are one page at several widths. */
  readonly isPage?: boolean;
  /** Where people say something to the run; undefined: nowhere. */
  readonly steer?: Steer | undefined;
}

/** `mockloop generate`: one run for each mockup; resolves with the exit code. */
export async function generate(
  session: Session,
  named: readonly string[],
  options: GenerateOptions,
  report: Reporter,
  signal: AbortSignal,
): Promise<number> {
  const mockups = await listMockups(named);
  const [only = ""] = mockups;
  if (options.isPage) return generateOne(session, only, onePage(mockups, options), report, signal);
  const isOne = named.length === 1 && only === named[0] && !options.shard;
  if (isOne) return generateOne(session, only, options, report, signal);
  requireOne(options);
  const folder = resolve(options.out ?? "mockloop-out");
  return generateMany(session, mockups, { ...options, folder }, report, signal);
}

/** The mockups as views of one page. @throws MockloopError BAD_OPTION when they cannot be. */
function onePage(mockups: readonly string[], options: GenerateOptions): GenerateOptions {
  const refuse = (why: string): MockloopError => new MockloopError("BAD_OPTION", why);
  if (mockups.length < 2 || mockups.length > MOST_WIDTHS)
    throw refuse(`--page takes two to ${MOST_WIDTHS} mockups, one for each width of the page.`);
  if (options.views) throw refuse("--page and --view both name further mockups: give one of them.");
  for (const kind of ["mask", "pin"] as const)
    if (options[kind] !== undefined)
      throw refuse(`--${kind} is of one mockup: name the others with --view instead of --page.`);
  if (options.shard) throw refuse("--shard is of many pages, and --page makes one.");
  const { viewport, deviceScaleFactor } = options.template;
  if (viewport ?? deviceScaleFactor)
    throw refuse("--scale and --viewport are of one mockup: they cannot go with --page.");
  const views = mockups.slice(1).map((path) => ({ mockup: resolve(path) }));
  return { ...options, views, template: { ...options.template, widestFirst: true } };
}

async function generateOne(
  session: Session,
  mockup: string,
  options: GenerateOptions,
  report: Reporter,
  signal: AbortSignal,
): Promise<number> {
  if (options.goOn)
    throw new MockloopError(
      "BAD_OPTION",
      "--resume is of many mockups. `mockloop resume` and the folder with the code go on with the run of one.",
    );
  const { template, views, force } = options;
  const parts = await readParts(options, signal);
  const out = chooseFolder(mockup, options.out);
  return reportEnd(mockup, report, async () => {
    await refuseLeadingOut(out);
    if (!force) await refuseForeignFolder(out);
    const request = { ...template, ...(views && { views }), ...parts };
    return steered(options.steer, (inbox) =>
      runMockup(
        session,
        requestOf(request, resolve(mockup), out),
        (line) => {
          // An error is reported once, by reportEnd, whether it came before the run or out of it.
          if (line.type !== "error") report(line);
        },
        signal,
        inbox,
      ),
    );
  });
}

/** Masks, pins, further views and what is typed belong to one page. @throws MockloopError BAD_OPTION. */
function requireOne({ mask, pin, views, steer }: GenerateOptions): void {
  const given = { "--mask": mask, "--pin": pin, "--view": views, "--steer": steer };
  const [flag] = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (flag === undefined) return;
  throw new MockloopError("BAD_OPTION", `${flag} is of one page: give one mockup with it.`);
}
