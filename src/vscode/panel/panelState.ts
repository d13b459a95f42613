import type {
  PanelIteration,
  PanelMeasure,
  PanelMockup,
  PanelState,
} from "../../protocol/panelProtocol";
import type { IterationLine } from "../../protocol/runProtocol";
import { findBest, findSelected, hasEnded } from "../runs/runState";
import type { RunIteration, RunState } from "../runs/runState";

/** Turns a file's absolute path into an address the panel may load. */
export type ToWebviewUri = (path: string) => string;

/** What the panel shows of `runs`, with `shown` in front. */
export function describePanel(
  runs: readonly RunState[],
  shown: RunState | undefined,
  toUri: ToWebviewUri,
): PanelState {
  const list = runs.map(({ id, mockupName }) => ({ id, name: mockupName }));
  if (!shown) return { ...EMPTY, runs: list };
  const selected = findSelected(shown);
  const ended = hasEnded(shown);
  return {
    phase: shown.phase,
    runs: list,
    runId: shown.id,
    title: shown.mockupName,
    model: shown.modelName ?? null,
    notices: shown.notices,
    mockup: describeMockup(shown, toUri),
    iterations: shown.iterations.map((iteration) => describeIteration(iteration, toUri)),
    best: findBest(shown)?.ordinal ?? null,
    selected: selected?.ordinal ?? null,
    status: shown.status,
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
  mockup: null,
  iterations: [],
  best: null,
  selected: null,
  status: "",
  canRefine: false,
  canAccept: false,
  canDiscard: false,
};

function describeMockup({ mockup, mockupName }: RunState, toUri: ToWebviewUri): PanelMockup | null {
  if (!mockup) return null;
  const { png, width, height, deviceScaleFactor } = mockup;
  return { name: mockupName, image: toUri(png), width, height, deviceScaleFactor };
}

function describeIteration({ ordinal, line }: RunIteration, toUri: ToWebviewUri): PanelIteration {
  return {
    ordinal,
    accepted: line.accepted,
    fidelity: line.scores?.fidelity ?? null,
    measures: describeMeasures(line),
    render: line.renderPng === undefined ? null : toUri(line.renderPng),
    diff: line.diffPng === undefined ? null : toUri(line.diffPng),
    problem: line.problem ?? null,
    differences: line.differences,
    facts: [...line.facts, ...(line.code?.faults ?? []).map((fault) => `Code: ${fault}`)],
    summary: line.summary,
  };
}

function describeMeasures({ scores, code, ms, usage }: IterationLine): readonly PanelMeasure[] {
  const measures: PanelMeasure[] = [];
  if (scores)
    measures.push(
      { name: "Fidelity", value: scores.fidelity.toFixed(3) },
      { name: "Differing pixels", value: `${(scores.mismatchRatio * 100).toFixed(2)} %` },
      { name: "SSIM", value: scores.ssim.toFixed(3) },
      { name: "Blocks", value: scores.block.toFixed(3) },
      { name: "Text", value: scores.text.toFixed(3) },
      { name: "Position", value: scores.position.toFixed(3) },
      { name: "Color", value: scores.color.toFixed(3) },
    );
  if (code)
    measures.push(
      { name: "Code", value: code.score.toFixed(3) },
      { name: "Other widths", value: code.reflow.toFixed(3) },
    );
  measures.push({ name: "Time", value: `${(ms.total / 1000).toFixed(1)} s` });
  const tokens = usage.promptTokens + usage.outputTokens;
  if (tokens > 0) measures.push({ name: "Tokens", value: tokens.toLocaleString("en") });
  return measures;
}
