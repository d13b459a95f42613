import {
  isArrayOf,
  isBoolean,
  isNullable,
  isNumber,
  isOneOf,
  isOptional,
  isRecordOf,
  isShape,
  isString,
  parseTagged,
} from "./checkShape";
import type { Check } from "./checkShape";
import { isModelAnswer } from "./parseModelAnswer";
import type {
  CallLine,
  ErrorLine,
  FromEngine,
  IterationLine,
  NoticeLine,
  ProgressLine,
  RunLine,
  RunLineUnion,
  RunRequest,
  RunStartLine,
  ToolLine,
} from "./runProtocol";
import type { HardwareRequest } from "./hardware";

const isSize = isShape({ width: isNumber, height: isNumber });

const isUsage = isShape<CallLine["usage"]>({
  promptTokens: isNumber,
  cachedTokens: isNumber,
  outputTokens: isNumber,
});

const isHardware = isShape<HardwareRequest>({
  gpu: isOptional(isOneOf("auto", "cpu", "vulkan", "cuda", "metal")),
  gpuLayers: isOptional(isNumber),
  contextTokens: isOptional(isNumber),
  threads: isOptional(isNumber),
  kvType: isOptional(isOneOf("f16", "q8_0", "f32")),
  vision: isOptional(isOneOf("auto", "gpu", "cpu", "off")),
  unloadAfterMs: isOptional(isNumber),
});

const isRequest = isShape<RunRequest>({
  mockup: isString,
  runDir: isString,
  out: isOptional(isString),
  model: isString,
  mmproj: isOptional(isString),
  hardware: isOptional(isHardware),
  thinking: isOptional(isOneOf("always", "first", "never")),
  startFrom: isOptional(isOneOf("nothing", "tracer")),
  target: isString,
  viewport: isOptional(isSize),
  deviceScaleFactor: isOptional(isNumber),
  tidy: isOptional(isBoolean),
  maxIterations: isNumber,
  continueFrom: isOptional(isString),
  continueAt: isOptional(isNumber),
  instruction: isOptional(isString),
  browserPath: isOptional(isString),
  timeBudgetMs: isOptional(isNumber),
  tokenBudget: isOptional(isNumber),
  minFidelity: isOptional(isNumber),
  maxMismatchRatio: isOptional(isNumber),
});

const isRunStart = isShape<RunStartLine>({
  type: isOneOf("run-start"),
  at: isString,
  request: isRequest,
  modelName: isString,
  mockup: isShape<RunStartLine["mockup"]>({
    name: isString,
    hash: isString,
    width: isNumber,
    height: isNumber,
    deviceScaleFactor: isNumber,
    png: isString,
  }),
});

const isProgress = isShape<ProgressLine>({
  type: isOneOf("progress"),
  iteration: isNumber,
  stage: isString,
  text: isOptional(isString),
});

const isNotice = isShape<NoticeLine>({ type: isOneOf("notice"), message: isString });

const isCall = isShape<CallLine>({
  type: isOneOf("call"),
  iteration: isNumber,
  turn: isNumber,
  ms: isNumber,
  usage: isUsage,
  engine: isOptional(isRecordOf(isNumber)),
});

const isTool = isShape<ToolLine>({
  type: isOneOf("tool"),
  iteration: isNumber,
  name: isString,
  ok: isBoolean,
  summary: isString,
  permission: isNullable(
    isShape<NonNullable<ToolLine["permission"]>>({
      effect: isString,
      action: isOneOf("allow", "deny"),
      by: isOneOf("policy", "person"),
    }),
  ),
});

const isIteration = isShape<IterationLine>({
  type: isOneOf("iteration"),
  number: isNumber,
  accepted: isBoolean,
  dir: isString,
  files: isArrayOf(isString),
  scores: isOptional(
    isShape<NonNullable<IterationLine["scores"]>>({
      fidelity: isNumber,
      mismatchRatio: isNumber,
      ssim: isNumber,
      block: isNumber,
      text: isNumber,
      position: isNumber,
      color: isNumber,
    }),
  ),
  code: isOptional(
    isShape<NonNullable<IterationLine["code"]>>({
      score: isNumber,
      reflow: isNumber,
      meaning: isNumber,
      accessibility: isNumber,
      flow: isNumber,
      economy: isNumber,
      names: isNumber,
      numbers: isNumber,
      declarations: isNumber,
      elements: isNumber,
      faults: isArrayOf(isString),
    }),
  ),
  renderPng: isOptional(isString),
  diffPng: isOptional(isString),
  problem: isOptional(isString),
  differences: isArrayOf(isString),
  facts: isArrayOf(isString),
  summary: isString,
  usage: isUsage,
  ms: isShape<IterationLine["ms"]>({
    model: isNumber,
    tools: isNumber,
    render: isNumber,
    compare: isNumber,
    total: isNumber,
  }),
});

const isRunEnd = isShape<RunLine>({
  type: isOneOf("run"),
  mockup: isString,
  out: isString,
  files: isArrayOf(isString),
  fidelity: isNullable(isNumber),
  mismatchRatio: isNullable(isNumber),
  iterations: isNumber,
  best: isNullable(isNumber),
  // A newer engine may know further reasons; `message` says it in words.
  reason: isString as Check<RunLine["reason"]>,
  message: isString,
  report: isString,
  ms: isShape<RunLine["ms"]>({
    mockup: isNumber,
    inspect: isNumber,
    model: isNumber,
    tools: isNumber,
    render: isNumber,
    compare: isNumber,
    total: isNumber,
  }),
});

const isError = isShape<ErrorLine>({
  type: isOneOf("error"),
  mockup: isString,
  code: isString,
  message: isString,
});

/** One line of a run, or undefined for anything that is none. */
export function parseRunLine(value: unknown): RunLineUnion | undefined {
  return parseTagged<RunLineUnion>(value, {
    "run-start": isRunStart,
    progress: isProgress,
    notice: isNotice,
    call: isCall,
    tool: isTool,
    iteration: isIteration,
    run: isRunEnd,
    error: isError,
  });
}

const isLine = (value: unknown): value is RunLineUnion => parseRunLine(value) !== undefined;

/** A message of the engine process, or undefined for anything that is none. */
export function parseFromEngine(value: unknown): FromEngine | undefined {
  return parseTagged<FromEngine>(value, {
    ready: isShape({ type: isOneOf("ready") }),
    line: isShape<Extract<FromEngine, { type: "line" }>>({
      type: isOneOf("line"),
      id: isString,
      line: isLine,
    }),
    "question-progress": isShape<Extract<FromEngine, { type: "question-progress" }>>({
      type: isOneOf("question-progress"),
      id: isString,
      file: isString,
      done: isNumber,
      total: isOptional(isNumber),
    }),
    answer: isShape<Extract<FromEngine, { type: "answer" }>>({
      type: isOneOf("answer"),
      id: isString,
      answer: isModelAnswer,
    }),
    refusal: isShape<Extract<FromEngine, { type: "refusal" }>>({
      type: isOneOf("refusal"),
      id: isString,
      code: isString,
      message: isString,
    }),
    log: isShape<Extract<FromEngine, { type: "log" }>>({
      type: isOneOf("log"),
      level: isOneOf("debug", "info", "warn", "error"),
      message: isString,
    }),
  });
}
