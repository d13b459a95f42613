/**
 * Gives readers of what comes from outside made-up input for minutes, and prints the first for which something fails, made as small as
 * it can be. `test/unit/fuzz` does the same for seconds.
 *
 *   npx tsx bench/soak/fuzz.ts [--target "image loader"] [--minutes 20] [--seed 1]
 *
 * Minutes are of the processor, not of the clock, for each target.
 */
import { parseArgs } from "node:util";
import { fuzzTargets } from "../../test/property/fuzz/fuzzTargets";

const { values } = parseArgs({
  options: {
    target: { type: "string" },
    minutes: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
  },
});
const BATCH = 500;
const cpuMinutes = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 60e6;
};

for (const { name, examine } of await fuzzTargets()) {
  if (values.target !== undefined && values.target !== name) continue;
  const since = process.cpuUsage();
  let inputs = 0;
  let found: unknown;
  for (let seed = Number(values.seed); cpuMinutes(since) < Number(values.minutes); seed++) {
    try {
      await examine({ seed, numRuns: BATCH });
    } catch (error) {
      found = error;
      process.exitCode = 1;
      break;
    }
    inputs += BATCH;
  }
  console.log(
    `${name}: ${inputs} inputs in ${cpuMinutes(since).toFixed(1)} minutes of the processor`,
  );
  if (found !== undefined) console.log(found);
}
