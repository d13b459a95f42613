import { createComparer } from "../compare/comparePage";
import type { View, Views } from "../compare/view";
import type { Eyes, ViewEyes } from "../converge/pageMeter";
import { examinePage } from "../craft/examinePage";
import { provideFonts } from "../fonts/fontFiles";
import type { Mask } from "../protocol/steering";
import type { Run } from "./run";

/**
 * How a run looks at its page: in each of its views (the masks are of the main one), with the fonts that the page refers to. The
 * code is examined at the main view's size.
 *
 * @throws MockloopError BAD_OPTION when a mask does not fit the main mockup.
 */
export function createEyes(
  run: Pick<Run, "session" | "target">,
  [main, ...further]: Views,
  masks: readonly Mask[],
): Eyes {
  const { session, target } = run;
  const others = further.map((view) => lookAt(run, view, []));
  const withMasks = (newMasks: readonly Mask[]): Eyes => ({
    views: [lookAt(run, main, newMasks), ...others],
    examine: async (files, signal) =>
      examinePage(
        session.renderer,
        {
          files: await provideFonts(files),
          entry: target.entry,
          viewport: main.mockup.cssSize,
        },
        signal,
      ),
    withMasks,
  });
  return withMasks(masks);
}

function lookAt(
  { session, target }: Pick<Run, "session" | "target">,
  view: View,
  masks: readonly Mask[],
): ViewEyes {
  const { mockup, inspection } = view;
  const comparer = createComparer(mockup, inspection, masks);
  return {
    view,
    render: async (files, signal) =>
      session.renderer.render(
        {
          files: await provideFonts(files),
          entry: target.entry,
          viewport: mockup.cssSize,
          deviceScaleFactor: mockup.deviceScaleFactor,
        },
        signal,
      ),
    compare: (render, signal) => comparer.compare(render, signal),
  };
}
