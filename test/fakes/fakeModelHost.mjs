// A model's process that only loads, and takes its time to end. What it does is written to the file FAKE_HOST_LOG; the first one of
// that file never gets its model loaded.
import { appendFileSync, existsSync } from "node:fs";

const log = process.env.FAKE_HOST_LOG;
const isFirst = !existsSync(log);
const tell = (what) => appendFileSync(log, `${what}\n`);

tell("start");
process.on("message", ({ type, id }) => {
  if (type === "init") {
    const result = { variant: "linux-x64", devices: [], problems: [] };
    process.send({ type: "result", id, result });
  }
  if (type === "load" && isFirst) process.send({ type: "event", id, event: { type: "progress" } });
  if (type === "load" && !isFirst) process.send({ type: "result", id, result: {} });
  if (type === "shutdown")
    setTimeout(() => {
      tell("end");
      process.exit(0);
    }, 300);
});
process.on("disconnect", () => process.exit(0));
