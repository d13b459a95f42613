import { SCALE_RANGE } from "../../mockup/mockup";
import type { RunRequest } from "../../protocol/runProtocol";
import { SETTINGS } from "../contributions";

/** What a run's request takes from the settings of the run. */
export type RunSettings = Pick<
  RunRequest,
  | "maxIterations"
  | "minFidelity"
  | "maxMismatchRatio"
  | "timeBudgetMs"
  | "tokenBudget"
  | "viewport"
  | "deviceScaleFactor"
>;

/**
 * Reads the settings; `get` gives the value of one below `mockloop.`, which may be anything people write, and `isSet` says whether a
 * person wrote it: a goal that nobody set is not asked for, so that the one that was set decides alone.
 */
export function readRunSettings(
  get: (key: string) => unknown,
  isSet: (key: string) => boolean,
): RunSettings {
  const within = (key: keyof typeof SETTINGS, low: number, high: number): number | undefined => {
    const value = get(key);
    return typeof value === "number" && value >= low && value <= high ? value : undefined;
  };
  const goal = (key: "minFidelity" | "maxMismatchRatio"): number | undefined =>
    isSet(key) ? within(key, 0, 1) : undefined;
  const minFidelity = goal("minFidelity");
  const maxMismatchRatio = goal("maxMismatchRatio");
  const timeBudgetSeconds = within("timeBudgetSeconds", 1, 86_400);
  const tokenBudget = within("tokenBudget", 1, 1_000_000_000);
  const scale = within("deviceScaleFactor", SCALE_RANGE.least, SCALE_RANGE.most);
  const viewport = get("viewport");
  const size = typeof viewport === "string" && /^\s*(\d+)\s*[x×]\s*(\d+)\s*$/i.exec(viewport);
  return {
    maxIterations: Math.round(within("maxIterations", 1, 100) ?? SETTINGS.maxIterations),
    ...(minFidelity !== undefined && { minFidelity }),
    ...(maxMismatchRatio !== undefined && { maxMismatchRatio }),
    ...(timeBudgetSeconds !== undefined && { timeBudgetMs: timeBudgetSeconds * 1000 }),
    ...(tokenBudget !== undefined && { tokenBudget: Math.round(tokenBudget) }),
    ...(size && { viewport: { width: Number(size[1]), height: Number(size[2]) } }),
    ...(scale !== undefined && { deviceScaleFactor: scale }),
  };
}
