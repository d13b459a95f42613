import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { openQueue } from "../../../../src/app/batch/openQueue";
import { openStore } from "../../../../src/app/batch/openStore";
import type { BatchResult } from "../../../../src/batch/ledger/batchLines";
import { addMockups } from "../../../../src/batch/queue/addMockups";
import type { JobQueue } from "../../../../src/batch/queue/jobQueue";
import { mergeStore } from "../../../../src/batch/summary/mergeStore";
import { TRACER } from "../../../../src/protocol/modelRef";
import { startRedis } from "../../../fakes/redisServer";
import { useTempFolder } from "../../../fakes/tempFolder";

const root = resolve(import.meta.dirname, "../../../..");
const never = new AbortController().signal;
const template = { model: TRACER, target: "html", maxIterations: 1 };

it("a queue that nobody answers at is told of, without its password", async () => {
  await assert.rejects(
    openQueue("test", () => undefined, "redis://:geheim@127.0.0.1:1"),
    (error: Error) => {
      assert.doesNotMatch(error.message, /geheim/);
      return /No Redis or Valkey answers at redis:\/\/127\.0\.0\.1:1/.test(error.message);
    },
  );
}).timeout(20_000);

/** The path of a redis-server or valkey-server to test with; without it these tests are left out. */
const program = process.env["MOCKLOOP_TEST_REDIS"];

(program === undefined ? describe.skip : describe)(
  "the queue in Redis (MOCKLOOP_TEST_REDIS names the server's program)",
  function () {
    this.timeout(120_000);
    const temp = useTempFolder();
    let redis: Awaited<ReturnType<typeof startRedis>>;
    let queue: JobQueue;
    beforeEach(async () => {
      redis = await startRedis(program ?? "");
      queue = await openQueue("test", () => undefined, redis.url);
    });
    afterEach(async () => {
      await queue.close();
      await redis.stop();
    });

    function worker(name: string, delayMs: number) {
      const entry = join(root, "test/fakes/queueChild.ts");
      const args = [redis.url, join(temp(), "store"), join(temp(), name), String(delayMs)];
      const child = spawn(process.execPath, ["--import", "tsx", entry, ...args], {
        cwd: root,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended: string[] = [];
      const gone = new Promise<NodeJS.Signals | null>((done) =>
        child.on("close", (_code, signal) => done(signal)),
      );
      let onEnd = (): void => undefined;
      createInterface({ input: child.stdout }).on("line", (text) => {
        const line = JSON.parse(text) as { type: string; label: string };
        if (line.type !== "run") return;
        ended.push(line.label);
        onEnd();
      });
      return { child, ended, gone, onEnd: (call: () => void) => void (onEnd = call) };
    }

    async function add(count: number) {
      mkdirSync(join(temp(), "in"));
      const paths = Array.from({ length: count }, (_, i) => join(temp(), "in", `m${i}.png`));
      for (const path of paths) writeFileSync(path, path);
      const store = await openStore(join(temp(), "store"));
      return { store, ...(await addMockups({ queue, store }, paths, template, 3, never)) };
    }

    it("has one result for each mockup when one of three workers is killed", async () => {
      const { store, jobs, added } = await add(18);
      assert.equal(added, 18);
      const workers = ["one", "two", "three"].map((name) => worker(name, 150));
      const [victim] = workers;
      assert.ok(victim);
      victim.onEnd(() => victim.child.kill("SIGKILL"));
      const ends = await Promise.all(workers.map(({ gone }) => gone));
      assert.deepEqual(ends, ["SIGKILL", null, null]);
      assert.ok(victim.ended.length < 18);
      assert.deepEqual(
        readdirSync(join(temp(), "store", "results")).sort(),
        jobs.map(({ id }) => `${id}.json`).sort(),
      );
      for (const { id } of jobs) {
        const text = readFileSync(join(temp(), "store", "results", `${id}.json`), "utf8");
        assert.equal((JSON.parse(text) as BatchResult).state, "done");
      }
      const { missingCount, all } = await mergeStore(store);
      assert.deepEqual([missingCount, all.done], [0, 18]);
      const { completed, failed, waiting, active } = await queue.status();
      assert.deepEqual([completed, failed, waiting, active], [18, 0, 0, 0]);
      const { added: again } = await addMockups(
        { queue, store },
        [join(temp(), "in", "m0.png")],
        template,
        3,
        never,
      );
      assert.equal(again, 0);
    });

    it("tries again what fails, gives up in the end, and takes it up when it is added again", async () => {
      const { store, jobs } = await add(2);
      const [bad] = jobs;
      const tries: number[] = [];
      const handle =
        (fails: boolean) => (job: (typeof jobs)[number], attempt: { number: number }) => {
          if (job.id === bad?.id) tries.push(attempt.number);
          return fails && job.id === bad?.id ? Promise.reject(new Error("no")) : Promise.resolve();
        };
      const options = { concurrency: 1, untilEmpty: true, lockMs: 5000 };
      await queue.work(handle(true), options, never);
      const { completed, failed, failures } = await queue.status();
      assert.deepEqual([completed, failed, failures], [1, 1, [{ id: bad?.id, reason: "no" }]]);
      assert.deepEqual(tries, [1, 2, 3]);
      const path = join(temp(), "in", "m0.png");
      assert.equal((await addMockups({ queue, store }, [path], template, 3, never)).added, 1);
      await queue.work(handle(false), options, never);
      assert.equal((await queue.status()).completed, 2);
    });

    it("gets back at once what a worker had that was told to stop", async () => {
      await add(1);
      const controller = new AbortController();
      const options = { concurrency: 1, untilEmpty: false, lockMs: 60_000 };
      await queue.work(
        (_job, _attempt, signal) => {
          controller.abort();
          signal.throwIfAborted();
          return Promise.resolve();
        },
        options,
        controller.signal,
      );
      const { waiting, active, failed } = await queue.status();
      assert.deepEqual([waiting, active, failed], [1, 0, 0]);
    });
  },
);
