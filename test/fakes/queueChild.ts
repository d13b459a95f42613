/** A worker of a queue as a process, with a fake session: for tests that kill it. Prints each line's type and mockup. */
import { openQueue } from "../../src/app/batch/openQueue";
import { openStore } from "../../src/app/batch/openStore";
import { workOnQueue } from "../../src/cli/batch/queue";
import { batchSession, pageWriter } from "./batchSession";

const [url = "", place = "", work = "", delayMs = "0"] = process.argv.slice(2);
const controller = new AbortController();
process.on("SIGTERM", () => controller.abort());
const queue = await openQueue("test", (text) => process.stderr.write(`${text}\n`), url);
process.exitCode = await workOnQueue(
  queue,
  { session: batchSession(() => pageWriter(Number(delayMs))), store: await openStore(place), work },
  { concurrency: 2, untilEmpty: true, lockMs: 5000 },
  (line, label) => process.stdout.write(`${JSON.stringify({ type: line.type, label })}\n`),
  controller.signal,
);
await queue.close();
