// A process that works on a batch with the adapter of servers; browser, reader and inspection are stand-ins. See soak.ts.
import { createSession } from "../../src/app/session/createSession";
import { generateMany } from "../../src/cli/batch/generateMany";
import { listMockups } from "../../src/cli/input/listMockups";
import { batchSession, pageWriter } from "../../test/fakes/batchSession";

const [mockups = "", folder = "", url = "", concurrency = "8", requests = "6"] =
  process.argv.slice(2);
const real = createSession({ allowedHosts: [new URL(url).host] });
const fake = batchSession(() => pageWriter());
const tell = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
// What is not garbage shows only after a collection.
setInterval(() => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  tell({ type: "memory", rss, used: heapUsed + external });
}, 500).unref();
process.exitCode = await generateMany(
  { ...fake, findModel: real.findModel },
  await listMockups([mockups]),
  {
    ...{ folder, force: false, goOn: true, attempts: 3 },
    ...{ concurrency: Number(concurrency), requests: Number(requests) },
    template: {
      model: { kind: "endpoint", url, model: "scripted" },
      ...{ target: "html", maxIterations: 2, tidy: false, minFidelity: 1, thinking: "never" },
    },
  },
  (line, label) => {
    if (line.type === "run-start" || line.type === "run" || line.type === "error")
      tell({ type: line.type, label, ...("message" in line && { message: line.message }) });
  },
  new AbortController().signal,
);
await real.dispose();
