import assert from "node:assert/strict";
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import sharp from "sharp";
import type { RunLineUnion, RunRequest } from "../../src/protocol/runProtocol";
import { descendantsOf, listProcesses } from "../fakes/processList";
import type { ListedProcess } from "../fakes/processList";
import { useTempFolder } from "../fakes/tempFolder";
import { until } from "../fakes/until";

const OWNER = resolve(import.meta.dirname, "../fakes/engineOwner.ts");

type Told = RunLineUnion | { readonly type: "over" };

/** When everything is closed: at the first of these lines. */
const MOMENTS: Readonly<Record<string, (line: Told) => boolean>> = {
  "the mockup is read": ({ type }) => type === "progress",
  "a page is drawn": (line) => line.type === "progress" && line.stage === "rendering",
  "an iteration is kept": ({ type }) => type === "iteration",
  "the run is over": ({ type }) => type === "over",
};

/** How. The window is closed; the editor is killed; the engine is. */
const WAYS: Readonly<Record<string, (owner: ChildProcess, engine: number) => void>> = {
  "the window is closed": (owner) => owner.send("end"),
  "the editor is killed": (owner) => owner.kill("SIGKILL"),
  "the engine is killed": (owner, engine) => {
    process.kill(engine, "SIGKILL");
    owner.send("end");
  },
};

describe("closing everything", function () {
  this.timeout(240_000);
  const temp = useTempFolder();
  before(function () {
    // Elsewhere there is no list of processes to read without a program of its own.
    if (process.platform !== "linux" || !existsSync("/proc/self/stat")) this.skip();
  });

  const closings = [
    ["the mockup is read", "the editor is killed"],
    ["a page is drawn", "the window is closed"],
    ["an iteration is kept", "the engine is killed"],
    ["the run is over", "the editor is killed"],
  ] as const;
  for (const [moment, way] of closings)
    it(`leaves no process behind: ${way} when ${moment}`, async () => {
      // Without text, so that nothing has to be read.
      const ground = { width: 120, height: 80, channels: 3, background: "#3366cc" } as const;
      await sharp({ create: ground }).png().toFile(join(temp(), "mockup.png"));
      const owner = fork(OWNER, [], {
        execArgv: process.execArgv,
        // Where the browser's profile lies is among what it is called with.
        env: { ...process.env, TMPDIR: temp() },
      });
      try {
        const engine = await atMoment(owner, MOMENTS[moment] ?? assert.fail());
        assert.ok(owner.pid !== undefined);
        const mine = descendantsOf(owner.pid, listProcesses());
        assert.ok(mine.some(({ pid }) => pid === engine));
        const isBrowser = ({ args }: ListedProcess): boolean => args.includes(temp());
        if (moment !== "the mockup is read")
          assert.ok(mine.some(isBrowser), mine.map(({ args }) => args).join("\n"));
        WAYS[way]?.(owner, engine);
        // What began after the list was made, and has lost its parent, is known by the profile.
        await until(() => left(mine, isBrowser).length === 0);
        assert.ok(owner.exitCode !== null || owner.signalCode !== null || (await gone(owner)));
      } finally {
        owner.kill("SIGKILL");
      }
    });

  /** Begins a run, and resolves at the moment with the engine's process. */
  function atMoment(owner: ChildProcess, isIt: (line: Told) => boolean): Promise<number> {
    const request: RunRequest = {
      ...{
        mockup: join(temp(), "mockup.png"),
        runDir: join(temp(), "run"),
        model: { kind: "tracer" },
      },
      ...{ target: "html", maxIterations: 2 },
    };
    return new Promise((resolve, reject) => {
      owner.on("message", ({ line, pid }: { readonly line: Told; readonly pid: number }) => {
        if (line.type === "error") reject(new Error(line.message));
        if (isIt(line)) resolve(pid);
      });
      owner.send(request);
    });
  }

  /** Those of the list that still run, and the browsers that came after it. */
  function left(
    before: readonly ListedProcess[],
    isBrowser: (one: ListedProcess) => boolean,
  ): readonly ListedProcess[] {
    const isListed = ({ pid, start }: ListedProcess): boolean =>
      before.some((one) => one.pid === pid && one.start === start);
    return listProcesses().filter((one) => isListed(one) || isBrowser(one));
  }

  const gone = (child: ChildProcess): Promise<true> =>
    new Promise((resolve) => child.once("exit", () => resolve(true)));
});
