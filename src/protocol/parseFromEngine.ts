import { isNumber, isOneOf, isOptional, isShape, isString, parseTagged } from "./checkShape";
import { isModelAnswer } from "./parseModelAnswer";
import { parseRunLine } from "./parseRunLine";
import type { FromEngine, RunLineUnion } from "./runProtocol";

const isLine = (value: unknown): value is RunLineUnion => parseRunLine(value).line !== undefined;

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
