// A model's process that only loads, and ends when it is let: when there is a file FAKE_HOST_LOG + ".end". What it does is written to
// FAKE_HOST_LOG; the first one of that file never gets its model loaded, but where FAKE_HOST_DIES names a variant: then those with
// that variant die over loading, with words, and all others load.
import { appendFileSync, existsSync } from "node:fs";
import { setInterval } from "node:timers";

const log = process.env.FAKE_HOST_LOG;
const isFirst = !existsSync(log);
const tell = (what) => appendFileSync(log, `${what}\n`);

const facts = {
  ...{ name: "fake", description: "", contextSize: 2048, trainedContextSize: 2048 },
  ...{ vocabularySize: 1, modelBytes: 1, vision: false, thinking: false },
};
let [isAsked, isLet] = [false, existsSync(`${log}.end`)];
setInterval(() => {
  isLet ||= existsSync(`${log}.end`);
  if (!isAsked || !isLet) return;
  tell("end");
  process.exit(0);
}, 20);

const dies = process.env.FAKE_HOST_DIES;
let variant = "linux-x64";
tell("start");
const send = (message) => process.send({ jsonrpc: "2.0", ...message });
process.on("message", ({ method, id, params }) => {
  if (method === "init") {
    if (dies) variant = params.params.candidates[0].variant;
    send({ id, result: { variant, devices: [], problems: [] } });
  }
  if (method === "load" && dies) {
    if (!variant.endsWith(dies)) return send({ id, result: facts });
    process.stderr.write(
      "ggml_cuda: device 0\nCUDA error: unsupported toolchain\n  in function x\n",
    );
    return setTimeout(() => process.abort(), 50);
  }
  if (method === "load" && isFirst) {
    const value = { type: "progress", phase: "loading", done: 0, total: 1 };
    send({ method: "$/progress", params: { token: params.token, value } });
  }
  if (method === "load" && !isFirst) send({ id, result: facts });
  if (method === "shutDown") isAsked = true;
});
process.on("disconnect", () => process.exit(0));
send({ method: "ready" });
