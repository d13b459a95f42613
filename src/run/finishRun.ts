import { performance } from "node:perf_hooks";
import type { Remedy } from "../base/remedy";
import type { StopReason } from "../converge/events";
import { describeStopReason } from "../converge/stopPolicy";
import { Folder } from "../files/folder";
import type { IterationLine, RunLine } from "../protocol/runProtocol";
import { reportHtml } from "./journal/reportHtml";
import type { Run } from "./run";
import { findBest } from "./journal/loadRun";
import { parseJournal } from "./journal/parseJournal";
import { readJournal } from "./journal/readJournal";
import { runPaths } from "./journal/runPaths";
import { RESUME, writeSnapshot } from "./journal/writeFiles";

/**
 * Puts the best files in their place, writes the report and the journal's last line. @throws MockloopError DISK_FULL,
 * WRITE_FAILED, PATH_REFUSED when links are in the way.
 */
export async function finishRun(
  run: Run,
  reason: StopReason,
  why: { readonly message: string; readonly remedy?: Remedy } = {
    message: describeStopReason(reason),
  },
): Promise<RunLine> {
  const { request, mockup, kept, archive } = run;
  const paths = runPaths(request.runDir);
  const out = request.out ?? paths.best;
  const found = await findBest(request.runDir, kept);
  const best = found?.line;
  if (found && request.out === undefined) await archive.keepBest(found.files);
  else if (found) await writeSnapshot(await Folder.make(out, RESUME), found.files);

  const sum = (pick: (ms: IterationLine["ms"]) => number): number =>
    Math.round(kept.reduce((total, line) => total + pick(line.ms), 0));
  const line: RunLine = {
    type: "run",
    mockup: request.mockup,
    out,
    files: best?.files ?? [],
    fidelity: best?.scores?.fidelity ?? null,
    mismatchRatio: best?.scores?.mismatchRatio ?? null,
    iterations: kept.filter((iteration) => iteration.number > 0).length,
    best: best?.number ?? null,
    reason,
    message: why.message,
    ...(why.remedy && { remedy: why.remedy }),
    report: paths.report,
    ms: {
      mockup: Math.round(run.ms.mockup),
      inspect: Math.round(run.ms.inspect),
      model: sum((ms) => ms.model),
      tools: sum((ms) => ms.tools),
      render: sum((ms) => ms.render),
      compare: sum((ms) => ms.compare),
      total: Math.round(performance.now() - run.started),
    },
  };
  const { decisions } = parseJournal(await readJournal(request.runDir));
  const trail = { decisions, head: archive.head };
  await archive.keepReport(reportHtml(mockup, kept, line, run.notices, trail));
  await archive.append(line);
  run.onLine(line);
  return line;
}
