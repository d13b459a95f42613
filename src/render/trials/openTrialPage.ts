import type { Size } from "../../base/geometry";
import { PAINT_LOOKS } from "../snapshot/paintLooks";
import type { PageLayout } from "../survey/pageSurvey";
import { readLayoutAt } from "../survey/surveyPage";
import type { RenderLimits } from "../page/renderLimits";
import type { RenderPage } from "../renderPage";
import { runTrials, type TrialCommand } from "./runTrials";
import {
  RULE_MARK,
  type Trial,
  type TrialPage,
  type TrialRule,
  type TrialVerdict,
} from "./trialPage";

/** A question to the page holds so many trials that its answer takes about this long, whatever the page and the machine. */
const ANSWER_MS = 700;
const FIRST_TRIALS = 10;
const MOST_TRIALS = 160;

/** A settled page, ready to try changes of its rules on; see TrialPage for `declarations`. */
export async function openTrialPage(
  page: RenderPage,
  viewport: Size,
  declarations: readonly (readonly string[])[],
  limits: Pick<RenderLimits, "answerTimeoutMs" | "maxTextLines">,
): Promise<TrialPage> {
  const ask = async (command: TrialCommand): Promise<ReturnType<typeof runTrials>> =>
    page.within(page.ask(runTrials, { command, looks: PAINT_LOOKS }), limits.answerTimeoutMs);
  const layout = (width: number): Promise<PageLayout> =>
    page.within(readLayoutAt(page, width, limits.maxTextLines), limits.answerTimeoutMs);
  let { width } = viewport;
  let atOnce = FIRST_TRIALS;
  await ask({ kind: "install", mark: RULE_MARK, declarations });
  return {
    resize: async (size) => {
      ({ width } = size);
      await ask({ kind: "apply", trials: [] });
      await page.setViewport(size, 1);
      await layout(width); // waits until the window has that size
      return (await ask({ kind: "look" })) as TrialRule[];
    },
    attempt: async (trials) => {
      const verdicts: TrialVerdict[] = [];
      while (verdicts.length < trials.length) {
        const started = performance.now();
        const some: readonly Trial[] = trials.slice(verdicts.length, verdicts.length + atOnce);
        verdicts.push(...((await ask({ kind: "attempt", trials: some })) as TrialVerdict[]));
        const slowness = (performance.now() - started) / ANSWER_MS;
        atOnce = Math.max(1, Math.min(MOST_TRIALS, atOnce * 2, Math.floor(atOnce / slowness)));
      }
      return verdicts;
    },
    apply: async (trials) => void (await ask({ kind: "apply", trials })),
    layout: () => layout(width),
  };
}
