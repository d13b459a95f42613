/**
 * Time per stage of whole runs of the embedded tracer, and what share of a run is not the model.
 *
 *   npx tsx bench/stages.ts [MOCKUP …] [--runs 5]
 *
 * Default: the 1280×800 login page of the test fixtures. Prints the median of the runs for each stage in ms; a first run that
 * warms everything up is not counted. `bench/render.ts` and `bench/compare.ts` measure those two rooms beside a peer.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import { runMockup } from "../src/run/runMockup";
import type { RunLine } from "../src/protocol/runProtocol";
import { TRACER } from "../src/protocol/modelRef";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "5" } },
});
const runs = Number(values.runs);
const mockups =
  positionals.length > 0
    ? positionals
    : [join(import.meta.dirname, "../test/fixtures/mockups/login.png")];

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

async function runOnce(
  session: ReturnType<typeof createSession>,
  mockup: string,
): Promise<RunLine> {
  const folder = await mkdtemp(join(tmpdir(), "mockloop-bench-"));
  try {
    const request = {
      mockup: resolve(mockup),
      runDir: folder,
      model: TRACER,
      target: "html",
      maxIterations: 5,
    };
    return await runMockup(session, request, () => undefined, new AbortController().signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

for (const mockup of mockups) {
  const session = createSession();
  try {
    const cold = await runOnce(session, mockup);
    const ends: RunLine[] = [];
    for (let i = 0; i < runs; i++) ends.push(await runOnce(session, mockup));
    const stage = (name: keyof RunLine["ms"]): number => median(ends.map((end) => end.ms[name]));
    const stages = Object.fromEntries(
      (Object.keys(cold.ms) as (keyof RunLine["ms"])[]).map((name) => [name, stage(name)]),
    ) as RunLine["ms"];
    const iterations = median(ends.map((end) => end.iterations));
    const inIterations = stages.model + stages.tools + stages.render + stages.compare;
    console.log(
      `${basename(mockup)}: ${iterations} iterations, fidelity ${cold.fidelity?.toFixed(3)}`,
    );
    console.table({ "median ms": stages, "first run ms": cold.ms });
    console.log(
      `Of an iteration, ${(((inIterations - stages.model) / inIterations) * 100).toFixed(0)} % is not the model (tools, render, compare).`,
    );
  } finally {
    await session.dispose();
  }
}
