import { readFileSync } from "node:fs";
import { decodeImage } from "../../../src/image/codec";
import type { IterationLine, RunLineUnion } from "../../../src/protocol/runProtocol";
import { loadIteration, loadRun } from "../../../src/run/journal/loadRun";
import { runPaths } from "../../../src/run/journal/runPaths";
import { verifyJournal } from "../../../src/run/journal/verifyJournal";

/**
 * What is wrong with what a killed run kept, in sentences: an iteration that was told and cannot be read back whole, or a journal that
 * is not as it was written. @param earlier Numbers of iterations that the run had before it went on.
 */
export async function findLost(
  runDir: string,
  told: readonly RunLineUnion[],
  earlier: readonly number[],
): Promise<{ readonly lost: readonly string[]; readonly kept: readonly number[] }> {
  const iterations = told.filter((line): line is IterationLine => line.type === "iteration");
  const expected = [...new Set([...earlier, ...iterations.map(({ number }) => number)])];
  const isBegun = told.some(({ type }) => type === "run-start");
  if (!isBegun && earlier.length === 0) return { lost: [], kept: [] };
  try {
    const { faults } = verifyJournal(readFileSync(runPaths(runDir).journal, "utf8"));
    const run = await loadRun(runDir);
    const lost = faults.map(({ words }) => words);
    for (const number of expected) {
      const line = run.iterations.find((one) => one.number === number);
      if (!line) lost.push(`Iteration ${number} was told and is not in the journal.`);
      else lost.push(...(await findDamage(runDir, run, line)));
    }
    return { lost, kept: run.iterations.map(({ number }) => number) };
  } catch (error) {
    return { lost: [`The run cannot be read: ${String(error)}`], kept: [] };
  }
}

/** Of one iteration: files that are not as many as its line says, pictures that are none. */
async function findDamage(
  runDir: string,
  run: Awaited<ReturnType<typeof loadRun>>,
  line: IterationLine,
): Promise<readonly string[]> {
  const damage: string[] = [];
  const files = await loadIteration(runDir, run, line.number);
  for (const path of line.files)
    if (!files.has(path)) damage.push(`Iteration ${line.number} has lost ${path}.`);
  for (const picture of [line.renderPng, line.diffPng]) {
    if (picture === undefined) continue;
    await decodeImage(readFileSync(picture)).catch((error: unknown) =>
      damage.push(`${picture} is no picture: ${String(error)}`),
    );
  }
  return damage;
}
