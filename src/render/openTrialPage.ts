import { withTimeout } from "../base/async";
import type { Size } from "../base/geometry";
import { PAINT_LOOKS } from "./paintLooks";
import type { PageLayout } from "./pageSurvey";
import { readLayoutAt } from "./surveyPage";
import type { RenderLimits } from "./renderLimits";
import type { RenderPage } from "./renderPage";
import { runTrials, type TrialCommand } from "./runTrials";
import {
  RULE_MARK,
  type Trial,
  type TrialPage,
  type TrialRule,
  type TrialVerdict,
} from "./trialPage";

/** As many are tried in one question to the page: fewer than it can answer in time, more than the way there is worth. */
const TRIALS_PER_QUESTION = 40;

/** A settled page, ready to try changes of its rules on; see TrialPage for `declarations`. */
export async function openTrialPage(
  page: RenderPage,
  viewport: Size,
  declarations: readonly (readonly string[])[],
  limits: Pick<RenderLimits, "answerTimeoutMs" | "maxTextLines">,
): Promise<TrialPage> {
  const ask = async (command: TrialCommand): Promise<ReturnType<typeof runTrials>> =>
    withTimeout(page.ask(runTrials, { command, looks: PAINT_LOOKS }), limits.answerTimeoutMs);
  const layout = (width: number): Promise<PageLayout> =>
    withTimeout(readLayoutAt(page, width, limits.maxTextLines), limits.answerTimeoutMs);
  let { width } = viewport;
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
      for (let i = 0; i < trials.length; i += TRIALS_PER_QUESTION) {
        const some: readonly Trial[] = trials.slice(i, i + TRIALS_PER_QUESTION);
        verdicts.push(...((await ask({ kind: "attempt", trials: some })) as TrialVerdict[]));
      }
      return verdicts;
    },
    apply: async (trials) => void (await ask({ kind: "apply", trials })),
    layout: () => layout(width),
  };
}
