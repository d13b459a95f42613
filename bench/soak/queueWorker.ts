// A worker of a queue with the adapter of servers; browser, reader and inspection are stand-ins. See queueSoak.ts.
import { openQueue } from "../../src/app/batch/openQueue";
import { openStore } from "../../src/app/batch/openStore";
import { createSession } from "../../src/app/session/createSession";
import { workOnQueue } from "../../src/cli/batch/queue";
import { batchSession, pageWriter } from "../../test/fakes/batchSession";

const [redis = "", place = "", work = "", server = ""] = process.argv.slice(2);
const real = createSession({ allowedHosts: [new URL(server).host] });
const queue = await openQueue("soak", (text) => process.stderr.write(`${text}\n`), redis);
process.exitCode = await workOnQueue(
  queue,
  {
    session: { ...batchSession(() => pageWriter()), findModel: real.findModel },
    store: await openStore(place),
    work,
  },
  { concurrency: 4, untilEmpty: true, lockMs: 10_000 },
  (line, label) => {
    if (line.type === "run") process.stdout.write(`${label}\n`);
  },
  new AbortController().signal,
);
await queue.close();
await real.dispose();
