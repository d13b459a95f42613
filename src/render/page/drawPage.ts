import { TimeoutError } from "../../base/async";
import { describeError } from "../../base/errors";
import { decodePng } from "../../image/codec";
import { capturePage } from "./capturePage";
import { captureDom } from "../snapshot/domSnapshot";
import { emptyErrorFrames } from "./emptyErrorFrames";
import type { FactCollector } from "./factCollector";
import { openTrialPage } from "../trials/openTrialPage";
import type { RenderLimits } from "./renderLimits";
import type { RenderOutcome, RenderRequest, TrialOutcome } from "../renderer";
import type { RenderPage } from "../renderPage";
import { urlOf } from "./pageServer";
import { countNodes, settlePage, type SettledPage } from "./settlePage";
import type { TrialPage } from "../trials/trialPage";
import { surveyPage } from "../survey/surveyPage";
import { watchPage } from "./watchPage";

type Failure = Extract<RenderOutcome, { ok: false }>;

/** Loads a page under an origin and lets it settle; then the work begins. Ends with it. */
async function visitPage<T>(
  page: RenderPage,
  request: RenderRequest,
  origin: string,
  limits: RenderLimits,
  facts: FactCollector,
  work: (
    settled: SettledPage,
    loaded: { readonly load: number; readonly settle: number },
  ) => Promise<T>,
): Promise<T | Failure> {
  const report = facts.add.bind(facts);
  const answer = <T>(work: Promise<T>): Promise<T> => page.within(work, limits.answerTimeoutMs);
  await page.setViewport(request.viewport, request.deviceScaleFactor);
  const stopWatching = watchPage(page, report);
  const site = { origin, files: request.files, report };
  page.server.serve(site);
  try {
    const loadStart = performance.now();
    await load(page, urlOf(site, request.entry), limits, report);
    await answer(page.enterDocument());
    const nodes = await answer(countNodes(page));
    if (nodes > limits.maxNodes) return tooLarge(nodes, limits, facts);

    const settleStart = performance.now();
    const settled = await answer(settlePage(page, limits.answerTimeoutMs / 4));
    for (const what of settled.unsettled)
      report("unsettled", `The picture may not be final: ${what}.`);
    if (settled.nodes > limits.maxNodes) return tooLarge(settled.nodes, limits, facts);
    if (settled.nodes > limits.reportedNodes)
      report(
        "dom-too-large",
        `The page has ${settled.nodes} elements; a page like this needs far fewer.`,
      );
    if (!page.page.url().startsWith(origin))
      report("navigation-refused", `The page left its document for ${page.page.url()}.`);

    await answer(emptyErrorFrames(page));
    const settledAt = performance.now();
    return await work(settled, {
      load: settleStart - loadStart,
      settle: settledAt - settleStart,
    });
  } finally {
    page.server.serve(undefined);
    stopWatching();
  }
}

/**
 * Loads the request's entry under `origin`, lets it settle, and takes its picture and its contents.
 *
 * @throws TimeoutError when the page stops answering.
 */
export async function drawPage(
  page: RenderPage,
  request: RenderRequest,
  origin: string,
  limits: RenderLimits,
  facts: FactCollector,
): Promise<RenderOutcome> {
  const report = facts.add.bind(facts);
  const answer = <T>(work: Promise<T>): Promise<T> => page.within(work, limits.answerTimeoutMs);
  return visitPage(page, request, origin, limits, facts, async (settled, loaded) => {
    const captureStart = performance.now();
    const pageSize = { width: settled.width, height: settled.height };
    const size = {
      width: request.viewport.width,
      height: capturedHeight(request, settled.height, limits),
    };
    if (size.height < pageSize.height)
      report(
        "page-too-tall",
        `The page is ${pageSize.height} px tall; only the first ${size.height} px were drawn (the mockup has ${request.viewport.height} px).`,
      );
    const capture = await answer(capturePage(page, size));
    if (!capture.steady) report("unsettled", "The picture may not be final: it kept changing.");
    const [dom, bitmap] = await Promise.all([
      answer(captureDom(page, size, limits)),
      decodePng(capture.png),
    ]);
    const end = performance.now();
    const survey =
      request.survey &&
      (await answer(surveyPage(page, request.viewport, request.survey, limits.maxTextLines)));
    const ms = { ...loaded, capture: end - captureStart };
    return {
      ok: true,
      render: { bitmap, pageSize, ...dom, facts: facts.list(), ...(survey && { survey }), ms },
    };
  });
}

/**
 * Loads the request's entry under `origin`, lets it settle, and keeps it open for `work`.
 *
 * @throws TimeoutError when the page stops answering.
 */
export async function tryPage<T>(
  page: RenderPage,
  request: RenderRequest,
  declarations: readonly (readonly string[])[],
  work: (page: TrialPage) => Promise<T>,
  surroundings: {
    readonly origin: string;
    readonly limits: RenderLimits;
    readonly facts: FactCollector;
  },
): Promise<TrialOutcome<T>> {
  const { origin, limits, facts } = surroundings;
  return visitPage(page, request, origin, limits, facts, async () => ({
    ok: true as const,
    value: await work(await openTrialPage(page, request.viewport, declarations, limits)),
  }));
}

/** Resolves at the load event, or when it is overdue: whether the page still answers then is for others to find out. */
async function load(
  page: RenderPage,
  url: string,
  { loadTimeoutMs }: RenderLimits,
  report: FactCollector["add"],
): Promise<void> {
  const loaded = page.page.goto(url, { waitUntil: "load", timeout: 0 });
  try {
    await page.within(loaded, loadTimeoutMs);
  } catch (error) {
    const why =
      error instanceof TimeoutError ? `after ${error.timeoutMs / 1000} s` : describeError(error);
    report("unsettled", `The page did not finish loading: ${why}.`);
  }
}

function capturedHeight({ viewport }: RenderRequest, wanted: number, limits: RenderLimits): number {
  const most = Math.max(
    viewport.height,
    Math.min(limits.heightPx, viewport.height * limits.heightRatio),
  );
  return Math.min(Math.max(viewport.height, wanted), Math.ceil(most));
}

function tooLarge(nodes: number, limits: RenderLimits, facts: FactCollector): Failure {
  const message = `The page has ${nodes} elements; more than ${limits.maxNodes} are not drawn. Make it simpler.`;
  facts.add("dom-too-large", message);
  return { ok: false, reason: "too-large", message, facts: facts.list() };
}
