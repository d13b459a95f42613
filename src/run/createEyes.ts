import { createPinningComparer } from "../compare/pinned";
import type { View, Views } from "../compare/view";
import type { Eyes, ViewEyes } from "../converge/pageMeter";
import { examinePage } from "../craft/examinePage";
import { provideFonts } from "../fonts/fontFiles";
import type { MarkedParts } from "../protocol/steering";
import type { RenderOutcome } from "../render/renderer";
import type { FilesSnapshot } from "../project/sourceFiles";
import { loadTargetCode } from "../targets/loadTargetCode";
import type { BuildOutcome } from "../targets/targetCode";
import type { Run } from "./run";

/**
 * How a run looks at its page: in each of its views (masks and pins are of the main one), with the fonts that the page refers to. The
 * code is examined at the main view's size.
 *
 * @throws MockloopError BAD_OPTION when a mask or a pin does not fit the main mockup.
 */
export function createEyes(
  run: Pick<Run, "session" | "target" | "reuse">,
  [main, ...further]: Views,
  parts: MarkedParts,
): Eyes {
  const { session } = run;
  const others = further.map((view) => lookAt(run, view, { masks: [], pins: [] }));
  const minding = (marked: MarkedParts): Eyes => ({
    views: [lookAt(run, main, marked), ...others],
    examine: async (files, signal) => {
      const built = await buildPage(run, files);
      if (!built.ok) return undefined;
      const viewport = main.mockup.cssSize;
      return examinePage(session.renderer, { ...built, viewport }, signal);
    },
    ...{ marked, minding },
  });
  return minding(parts);
}

function lookAt(
  run: Pick<Run, "session" | "target" | "reuse">,
  view: View,
  marked: MarkedParts,
): ViewEyes {
  const { session } = run;
  const { mockup, inspection } = view;
  const comparer = createPinningComparer(mockup, inspection, marked);
  return {
    view,
    render: async (files, signal) => {
      const built = await buildPage(run, files);
      if (!built.ok)
        return { ok: false, reason: "not-compiled", message: built.message, facts: [] };
      const { cssSize: viewport, deviceScaleFactor } = mockup;
      const request = { files: built.files, entry: built.entry, viewport, deviceScaleFactor };
      const outcome = await session.renderer.render(request, signal);
      return built.root === "" ? outcome : fromRoot(outcome, built.root);
    },
    compare: (render, signal) => comparer.compare(render, signal),
  };
}

/** What the browser draws of a run's files, with the fonts that it refers to. */
async function buildPage(
  { target, reuse }: Pick<Run, "target" | "reuse">,
  files: FilesSnapshot,
): Promise<BuildOutcome> {
  const built = await (await loadTargetCode(target.id)).build(files, reuse?.sources);
  return built.ok ? { ...built, files: await provideFonts(built.files) } : built;
}

/** The render with the paths of its elements as they are in the written page, which hangs in the element at `root`. */
function fromRoot(outcome: RenderOutcome, root: string): RenderOutcome {
  if (!outcome.ok) return outcome;
  const { render } = outcome;
  const inside = `${root}/`;
  const elements = render.elements
    .filter(({ path }) => path.startsWith(inside))
    .map((element) => ({ ...element, path: element.path.slice(inside.length) }));
  return { ok: true, render: { ...render, elements } };
}
