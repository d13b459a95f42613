import { basename, join, resolve } from "node:path";
import { comparisonHtml } from "../../batch/compareModels/comparisonHtml";
import { compareModels } from "../../batch/compareModels/compareModels";
import type { Contestant } from "../../batch/compareModels/compareModels";
import type { BatchTask } from "../../batch/task";
import { Folder } from "../../files/folder";
import type { Session } from "../../run/session";
import { EXIT } from "../output/exitCodes";
import { chooseNames, refuseForeignFolder, refuseLeadingOut } from "../output/outFolders";
import type { Reporter } from "../output/reporter";

const PAGE = "mockloop-models.html";
const NUMBERS = "mockloop-models.json";

/** `mockloop bench-model`; resolves with the exit code: an error when a run failed, whatever the models are worth. */
export async function benchModels(
  session: Session,
  contestants: readonly Contestant[],
  mockups: readonly string[],
  options: { readonly folder: string; readonly goOn: boolean; readonly force: boolean },
  report: Reporter,
  signal: AbortSignal,
): Promise<number> {
  const { folder: path, goOn, force } = options;
  await refuseLeadingOut(path);
  const names = chooseNames(mockups);
  const tasks = mockups.map((mockup, index): BatchTask => {
    return { id: names[index] ?? String(index), mockup: resolve(mockup) };
  });
  const checkOut = async (out: string): Promise<void> => {
    await refuseLeadingOut(out);
    if (!force) await refuseForeignFolder(out);
  };
  const folder = await Folder.make(path);
  const rows = await compareModels(
    session,
    contestants,
    tasks,
    { folder: path, goOn, checkOut },
    {
      onLine: (line, { mockup }) => report(line, basename(mockup)),
      onKept: (result) => report({ type: "kept", result }, basename(result.mockup)),
      onRow: (row) => report({ type: "model", row }),
    },
    signal,
  );
  await folder.write(NUMBERS, `${JSON.stringify(rows, null, 1)}\n`);
  await folder.write(PAGE, comparisonHtml(rows));
  report({ type: "models", rows, page: join(path, PAGE) });
  if (signal.aborted) return EXIT.aborted;
  const hasFailed = rows.some(({ all, mockups }) => all.done < mockups);
  return hasFailed ? EXIT.error : EXIT.converged;
}
