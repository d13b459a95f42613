// A model's process that only loads, and ends when it is let: when there is a file FAKE_HOST_LOG + ".end". What it does is written to
// FAKE_HOST_LOG; the first one of that file never gets its model loaded.
import { appendFileSync, existsSync } from "node:fs";
import { setInterval } from "node:timers";

const log = process.env.FAKE_HOST_LOG;
const isFirst = !existsSync(log);
const tell = (what) => appendFileSync(log, `${what}\n`);

let [isAsked, isLet] = [false, existsSync(`${log}.end`)];
setInterval(() => {
  isLet ||= existsSync(`${log}.end`);
  if (!isAsked || !isLet) return;
  tell("end");
  process.exit(0);
}, 20);

tell("start");
process.on("message", ({ type, id }) => {
  if (type === "init") {
    const result = { variant: "linux-x64", devices: [], problems: [] };
    process.send({ type: "result", id, result });
  }
  if (type === "load" && isFirst) process.send({ type: "event", id, event: { type: "progress" } });
  if (type === "load" && !isFirst) process.send({ type: "result", id, result: {} });
  if (type === "shutdown") isAsked = true;
});
process.on("disconnect", () => process.exit(0));
