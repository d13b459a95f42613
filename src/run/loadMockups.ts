import type { Mockup } from "../mockup/mockup";
import type { RunRequest, RunStartLine } from "../protocol/runProtocol";
import { loadKeptMockup } from "./journal/loadRun";
import type { Session } from "./session";
import { setViewport } from "./setViewport";

/** The mockups of a run, the main one first. */
export type Mockups = readonly [Mockup, ...Mockup[]];

/** The mockups that a request names, each as a picture of its viewport. @throws as {@link Session.load} and {@link setViewport}. */
export async function loadMockups(
  session: Session,
  request: Pick<RunRequest, "mockup" | "viewport" | "deviceScaleFactor" | "views" | "widestFirst">,
  signal: AbortSignal,
): Promise<Mockups> {
  const load = async (view: NonNullable<RunRequest["views"]>[number]): Promise<Mockup> => {
    const source = { kind: "path", path: view.mockup } as const;
    return setViewport(await session.load(source, view.deviceScaleFactor, signal), view);
  };
  const main = await load(request);
  const further: Mockup[] = [];
  for (const view of request.views ?? []) further.push(await load(view));
  return request.widestFirst ? widestFirst([main, ...further]) : [main, ...further];
}

/** A wide page says more of what it is made of than a narrow one: it is the one to draw from. */
function widestFirst(mockups: Mockups): Mockups {
  const [first, ...rest] = [...mockups].sort((a, b) => b.cssSize.width - a.cssSize.width);
  return [first ?? mockups[0], ...rest];
}

/** The mockups of a run as it kept them. @throws as {@link loadKeptMockup}. */
export async function loadKeptMockups(
  session: Session,
  runDir: string,
  start: RunStartLine,
  signal: AbortSignal,
): Promise<Mockups> {
  const load = async (kept: RunStartLine["mockup"], index: number): Promise<Mockup> => {
    const { name, hash, deviceScaleFactor } = kept;
    const source = await loadKeptMockup(runDir, index, signal);
    return { ...(await session.load(source, deviceScaleFactor, signal)), name, hash };
  };
  const main = await load(start.mockup, 0);
  const further: Mockup[] = [];
  for (const [index, view] of (start.views ?? []).entries())
    further.push(await load(view, index + 1));
  return [main, ...further];
}
