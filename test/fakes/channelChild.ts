// A child process that speaks the test contract; see channelContract.ts.
import { setTimeout as sleep } from "node:timers/promises";
import { AbortError } from "../../src/base/async";
import { MockloopError } from "../../src/base/errors";
import { nullLogger } from "../../src/base/logger";
import type { Channel } from "../../src/channel/contract";
import { serveParent } from "../../src/channel/parentProcess";
import { testContract } from "./channelContract";

const parent: Channel<(typeof testContract)["parent"]> = serveParent(
  testContract,
  {
    requests: {
      count: ({ count }, { report }) => {
        for (let done = 1; done <= count; done++) report(done);
        return Promise.resolve(count);
      },
      sum: ({ bytes }) => Promise.resolve(bytes.reduce((sum, byte) => sum + byte, 0)),
      misbehave: async ({ how }, { signal, report }) => {
        if (how === "throw")
          throw new MockloopError("DISK_FULL", "No room.", {
            ...{ detail: "hidden", remedy: { kind: "resume" } },
          });
        if (how === "mumble") {
          report("one" as unknown as number);
          return 7 as unknown as string;
        }
        if (how === "crash") process.kill(process.pid, "SIGKILL");
        if (how === "speakAndCrash") {
          for (let done = 1; done <= 20_000; done++) report(done);
          // The last word is on its way when this process ends.
          process.send?.({}, undefined, undefined, () => process.exit(9));
          await new Promise(() => undefined);
        }
        if (how === "ask")
          return String(
            await parent.request("double", 21, { signal: new AbortController().signal }),
          );
        report(1);
        for (let done = 2; !signal.aborted || how === "deaf"; done++) {
          await sleep(5);
          if (how === "deaf") report(done);
        }
        throw new AbortError();
      },
    },
    notifications: { say: (text) => parent.notify("heard", text.toUpperCase()) },
  },
  { logger: nullLogger, shutDown: () => Promise.resolve() },
);
