/** A process that works on a batch of the folder it is given and prints each line of its runs: for tests that kill it. */
import { generateMany } from "../../src/cli/batch/generateMany";
import { listMockups } from "../../src/cli/input/listMockups";
import { TRACER } from "../../src/protocol/modelRef";
import { batchSession, pageWriter } from "./batchSession";

const [mockups = "", folder = "", delayMs = "0"] = process.argv.slice(2);
process.exitCode = await generateMany(
  batchSession(() => pageWriter(Number(delayMs))),
  await listMockups([mockups]),
  {
    ...{ folder, force: false, goOn: true, concurrency: 2, requests: 2, attempts: 1 },
    template: { model: TRACER, target: "html", maxIterations: 2 },
  },
  (line, label) => process.stdout.write(`${JSON.stringify({ type: line.type, label })}\n`),
  new AbortController().signal,
);
