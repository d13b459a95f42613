import type { Measured } from "../converge/pageMeter";
import type { Round } from "../converge/rooms";
import { describeLostPins, describeRejected } from "../feedback/describeRejected";
import { createFeedback } from "../feedback/feedbackMessage";
import type { UserMessage } from "../model/model";
import { describeRound } from "../model/prompt";

/** Why a page was rolled back, told by the view in which it is worst. */
function describeLosses(tried: Measured | undefined, best: Measured | undefined): string[] {
  const before = best?.views.find(({ view }) => view === tried?.view);
  if (!tried || !before) return [];
  const [main, mainBefore] = [tried.views[0], best?.views[0]];
  const pins = main && mainBefore ? describeLostPins(main.comparison, mainBefore.comparison) : [];
  return [...pins, ...describeRejected(tried.comparison, before.comparison)];
}

/** What the model gets after an iteration: what became of its changes, and the differences that are left in the best page. */
export async function giveFeedback(round: Round): Promise<UserMessage> {
  const { tried, best, accepted, changedFiles } = round;
  const state = best ?? tried;
  const { measured, facts, code } = state;
  const picture = measured
    ? await createFeedback({
        ...measured,
        mockup: measured.view.mockup,
        facts,
        codeFaults: code?.faults,
      })
    : [];
  const losses = accepted ? [] : describeLosses(tried.measured, best?.measured);
  const text = describeRound({ changedFiles, problem: tried.problem, accepted, losses });
  return { role: "user", content: [{ type: "text", text }, ...picture] };
}
