import { isAbsolute, relative, sep } from "node:path";
import { MockloopError, userMessageOf } from "../base/errors";
import type { IterationLine } from "../protocol/runProtocol";
import type { KeptRun } from "../run/journal/loadRun";
import { describeModelRef } from "../protocol/modelRef";
import type { BatchResult } from "./ledger/batchLines";
import type { RunRequest } from "../protocol/runProtocol";
import { settingsOf } from "./task";

/** Whose result it is, and what it took so far. */
export interface ResultFacts {
  readonly id: string;
  /** The batch's folder: places in a result are relative to it. */
  readonly folder: string;
  readonly request: RunRequest;
  /** SHA-256 of the picture; "" when it could not be read. */
  readonly hash: string;
  readonly attempts: number;
  readonly ms: number;
}

const NOTHING = {
  ...{ fidelity: null, mismatchRatio: null, code: null, draft: null },
  ...{ iterations: 0, improved: 0, calls: { made: 0, valid: 0 } },
  usage: { promptTokens: 0, cachedTokens: 0, outputTokens: 0 },
};

/** What a run that ended came to, from what it kept. */
export function resultOf(
  run: Pick<KeptRun, "iterations" | "end" | "calls">,
  facts: ResultFacts,
): BatchResult {
  const { iterations, end, calls } = run;
  // Without an end it was killed: who asks for its result knows better why.
  const reason = end?.reason ?? "failed";
  const best = iterations.find(({ number }) => number === end?.best);
  const own = iterations.filter(({ number }) => number > 0);
  const place = (path: string | undefined): string | undefined => placeBelow(facts.folder, path);
  const report = place(end?.report);
  const render = place(best?.renderPng);
  return {
    ...base(facts),
    state:
      reason === "failed" || reason === "model-failed" || reason === "aborted" ? "failed" : "done",
    reason,
    message: end?.message ?? "",
    fidelity: best?.scores?.fidelity ?? null,
    mismatchRatio: best?.scores?.mismatchRatio ?? null,
    code: best?.code?.score ?? null,
    draft: own[0]?.scores?.fidelity ?? null,
    iterations: own.length,
    improved: own.slice(1).filter(({ accepted }) => accepted).length,
    calls,
    usage: sumUsage(iterations),
    ...(report !== undefined && { report }),
    ...(render !== undefined && { render }),
  };
}

/** What a run that threw came to. */
export function failureOf(error: unknown, facts: ResultFacts): BatchResult {
  return {
    ...base(facts),
    ...NOTHING,
    state: "failed",
    reason: error instanceof MockloopError ? error.code : "INTERNAL",
    message: userMessageOf(error),
  };
}

function base({ id, request, hash, attempts, ms }: ResultFacts) {
  const { mockup, model } = request;
  const settings = settingsOf(request);
  const named = { model: describeModelRef(model), settings, hash };
  return { type: "result", id, mockup, ...named, attempts, ms: Math.round(ms) } as const;
}

function sumUsage(iterations: readonly IterationLine[]): BatchResult["usage"] {
  const sum = { ...NOTHING.usage };
  for (const { usage } of iterations) {
    sum.promptTokens += usage.promptTokens;
    sum.cachedTokens += usage.cachedTokens;
    sum.outputTokens += usage.outputTokens;
  }
  return sum;
}

/** A path below `folder`, with "/" between its parts; undefined for one that is elsewhere. */
function placeBelow(folder: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const place = relative(folder, path);
  if (place.startsWith("..") || isAbsolute(place)) return undefined;
  return place.split(sep).join("/");
}
