import type { PanelMockup, PanelState, PanelIteration } from "../../protocol/schemas/panelState";
import { viewDecision } from "../../protocol/views/decisions";
import { NO_WORK, viewWork } from "../runs/lines/modelWork";
import { findBest, findSelected, hasEnded, nameOfRun } from "../runs/runState";
import type { RunState, SeenMockup } from "../runs/runState";

/** Turns a file's absolute path into an address the panel may load. */
export type ToWebviewUri = (path: string) => string;

/** What the panel shows of `runs`, with `shown` in front. */
export function describePanel(
  runs: readonly RunState[],
  shown: RunState | undefined,
  toUri: ToWebviewUri,
): PanelState {
  const list = runs.map((run) => ({ id: run.id, name: nameOfRun(run) }));
  if (!shown) return { ...EMPTY, runs: list };
  const selected = findSelected(shown);
  const ended = hasEnded(shown);
  return {
    phase: shown.phase,
    runs: list,
    runId: shown.id,
    title: nameOfRun(shown),
    model: shown.modelName ?? null,
    notices: shown.notices,
    decisions: { ...shown.decisions, latest: shown.decisions.latest.map(viewDecision) },
    work: viewWork(shown.work, shown.phase === "running"),
    mockup: shown.mockup ? describeMockup(shown.mockup, toUri) : null,
    furtherMockups: shown.furtherMockups.map((one) => describeMockup(one, toUri)),
    iterations: shown.iterations.map((iteration) => withPictures(iteration, toUri)),
    best: findBest(shown)?.ordinal ?? null,
    selected: selected?.ordinal ?? null,
    status: shown.status,
    said: shown.said,
    draft: shown.draft ?? null,
    // Each has the place of the one before: only its number makes the address another.
    preview: shown.preview ? `${toUri(shown.preview.renderPng)}?${shown.preview.count}` : null,
    isPaused: shown.isPaused,
    masks: shown.masks,
    pins: shown.pins,
    canSteer: shown.phase === "running",
    canRefine: ended,
    canAccept: ended && selected !== undefined && selected.line.files.length > 0,
    canDiscard: ended,
  };
}

const EMPTY: PanelState = {
  phase: "empty",
  runs: [],
  runId: null,
  title: "Mockloop",
  model: null,
  notices: [],
  decisions: { count: 0, denied: 0, latest: [] },
  work: viewWork(NO_WORK, false),
  ...{ mockup: null, furtherMockups: [] },
  iterations: [],
  best: null,
  selected: null,
  status: "",
  said: [],
  draft: null,
  preview: null,
  isPaused: false,
  masks: [],
  pins: [],
  canSteer: false,
  canRefine: false,
  canAccept: false,
  canDiscard: false,
};

function describeMockup(mockup: SeenMockup, toUri: ToWebviewUri): PanelMockup {
  const { name, png, width, height, deviceScaleFactor } = mockup;
  return { name, image: toUri(png), width, height, deviceScaleFactor };
}

/** The record, with addresses that the panel may load. */
function withPictures({ ordinal, line }: PanelIteration, toUri: ToWebviewUri): PanelIteration {
  const { renderPng, diffPng, views } = line;
  const pictures = {
    ...(renderPng !== undefined && { renderPng: toUri(renderPng) }),
    ...(diffPng !== undefined && { diffPng: toUri(diffPng) }),
    ...(views && {
      views: views.map((view) => ({
        ...{ ...view, renderPng: toUri(view.renderPng), diffPng: toUri(view.diffPng) },
      })),
    }),
  };
  return { ordinal, line: { ...line, ...pictures } };
}
