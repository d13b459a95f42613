import * as l10n from "@vscode/l10n";
import type { PanelIteration } from "../../src/protocol/schemas/panelState";
import { formatScore } from "../../src/protocol/views/measures";
import { CURVE_HEIGHT, curvePoints } from "./curvePoints";
import type { CurvePoint } from "./curvePoints";

/** The fidelities as a curve through what was kept; what was rolled back lies beside it. Undefined: there are not two to be compared. */
export function drawCurve(
  iterations: readonly PanelIteration[],
  {
    step,
    best,
    selected,
  }: {
    /** Px from one iteration to the next. */
    readonly step: number;
    /** Ordinals. */
    readonly best: number | null;
    readonly selected: number | null;
  },
): SVGElement | undefined {
  const points = curvePoints(iterations, step);
  if (points.length < 2) return undefined;
  const width = iterations.length * step;
  const kept = points.filter(({ isKept }) => isKept);
  return svg(
    "svg",
    {
      ...{ class: "curve", role: "img", width, height: CURVE_HEIGHT },
      viewBox: `0 0 ${width} ${CURVE_HEIGHT}`,
      "aria-label": describeCurve(iterations, best),
    },
    ...tries(points),
    svg("polyline", { points: kept.map(toPair).join(" ") }),
    ...points.map(({ ordinal, x, y, isKept }) =>
      svg("circle", {
        ...{ cx: round(x), cy: round(y), r: ordinal === best ? 5 : 3.5 },
        class: [
          isKept ? "kept" : "rejected",
          ...(ordinal === best ? ["best"] : []),
          ...(ordinal === selected ? ["selected"] : []),
        ].join(" "),
      }),
    ),
  );
}

/** What was rolled back hangs on what it went on from: what was kept before it. */
function tries(points: readonly CurvePoint[]): readonly SVGElement[] {
  return points.flatMap((point, index) => {
    const from = point.isKept ? undefined : points.slice(0, index).findLast((one) => one.isKept);
    return from
      ? [svg("polyline", { class: "try", points: `${toPair(from)} ${toPair(point)}` })]
      : [];
  });
}

const toPair = ({ x, y }: CurvePoint): string => `${round(x)},${round(y)}`;

function describeCurve(iterations: readonly PanelIteration[], best: number | null): string {
  const scores = iterations.map(({ line }) => formatScore(line.scores?.fidelity)).join(", ");
  return best === null
    ? l10n.t("Fidelity by iteration: {0}", scores)
    : l10n.t("Fidelity by iteration: {0}; the best is iteration {1}", scores, best);
}

function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Node[]
): SVGElement {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

const round = (value: number): number => Math.round(value * 10) / 10;
