import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../../src/app/batch/openStore";
import { addMockups } from "../../../../src/batch/queue/addMockups";
import { createJob, jobSchema } from "../../../../src/batch/queue/job";
import type { Job } from "../../../../src/batch/queue/job";
import type { Handle, JobQueue } from "../../../../src/batch/queue/jobQueue";
import { runJob } from "../../../../src/batch/queue/runJob";
import { mergeStore } from "../../../../src/batch/summary/mergeStore";
import { matches } from "../../../../src/base/schema";
import { merge } from "../../../../src/cli/batch/mergeCommand";
import { TRACER } from "../../../../src/protocol/modelRef";
import { batchSession, pageWriter } from "../../../fakes/batchSession";
import { ScriptedModel } from "../../../fakes/scriptedModel";
import { useTempFolder } from "../../../fakes/tempFolder";

const never = new AbortController().signal;
const template = { model: TRACER, target: "html", maxIterations: 1 };

/** A queue in this process, without its retries. */
function memoryQueue(): JobQueue & { readonly jobs: Map<string, Job> } {
  const jobs = new Map<string, Job>();
  const none = { waiting: 0, active: 0, delayed: 0, completed: 0, failed: 0, failures: [] };
  return {
    jobs,
    add: (added) => {
      const before = jobs.size;
      for (const job of added) jobs.set(job.id, job);
      return Promise.resolve(jobs.size - before);
    },
    work: () => Promise.resolve(),
    status: () => Promise.resolve(none),
    close: () => Promise.resolve(),
  };
}

describe("a job of the queue", () => {
  const temp = useTempFolder();
  const mockups = (): string[] =>
    ["a.png", "b c.png", "..png"].map((name) => join(temp(), "in", name));
  const last = { number: 1, isLast: true };

  beforeEach(() => {
    mkdirSync(join(temp(), "in"));
    for (const path of mockups()) writeFileSync(path, path);
  });

  async function setUp(createModel: () => ScriptedModel = () => pageWriter()) {
    const queue = memoryQueue();
    const store = await openStore(join(temp(), "store"));
    let runs = 0;
    const session = batchSession(() => (runs++, createModel()));
    const rooms = { session, store, work: join(temp(), "work") };
    const add = (paths = mockups()) => addMockups({ queue, store }, paths, template, 3, never);
    const run = (job: Job, attempt: Parameters<Handle>[1] = last) =>
      runJob(rooms, job, attempt, () => undefined, never);
    return { queue, store, rooms, add, run, runs: () => runs };
  }

  it("comes from the store and leaves code, run and result there, and nothing on the worker", async () => {
    const { queue, store, add, run } = await setUp();
    assert.equal((await add()).added, 3);
    for (const job of queue.jobs.values()) {
      const result = await run(job);
      assert.equal(result.state, "done");
      assert.equal(result.mockup, job.name);
      const report = join(store.place, result.report ?? "none");
      assert.ok(existsSync(report), report);
      assert.match(readFileSync(join(store.place, job.id, "index.html"), "utf8"), /<p>x<\/p>/);
    }
    assert.deepEqual(readdirSync(join(temp(), "work")), []);
    const summary = await mergeStore(store);
    assert.deepEqual([summary.total, summary.all.done, summary.missingCount], [3, 3, 0]);
    assert.equal(await merge([store.place], undefined, () => undefined), 0);
    assert.match(
      readFileSync(join(store.place, "mockloop-summary.html"), "utf8"),
      /3 of 3 mockups/,
    );
  });

  it("is the same however often its picture is added, and is not done twice", async () => {
    const { queue, add, run, runs } = await setUp();
    await add();
    assert.equal((await add()).added, 0);
    const [job] = queue.jobs.values();
    assert.ok(job);
    const first = await run(job);
    assert.deepEqual(await run(job), first);
    assert.equal(runs(), 1);
  });

  it("that fails has a result only when it is not tried again", async () => {
    const failure = { code: "refused", message: "No.", retryable: false } as const;
    const { queue, store, add, run } = await setUp(
      () => new ScriptedModel(Array.from({ length: 9 }, () => ({ failure }))),
    );
    await add([mockups()[0] ?? ""]);
    const [job] = queue.jobs.values();
    assert.ok(job);
    await assert.rejects(run(job, { number: 1, isLast: false }), /No\./);
    assert.equal((await mergeStore(store)).missingCount, 1);
    await assert.rejects(run(job, { number: 2, isLast: true }), /No\./);
    const { results } = await mergeStore(store);
    assert.deepEqual(
      results.map(({ state, attempts }) => [state, attempts]),
      [["failed", 2]],
    );
  });

  it("takes no other picture in place of its own", async () => {
    const { queue, store, add, run, runs } = await setUp();
    await add();
    const [job] = queue.jobs.values();
    assert.ok(job);
    writeFileSync(join(store.place, "mockups", job.hash), "swapped");
    await assert.rejects(run(job), { code: "MOCKUP_NOT_FOUND" });
    assert.equal(runs(), 0);
  });

  it("cannot say which files of a worker are read or written, or where a key is", () => {
    const sly = {
      ...template,
      browserPath: "/tmp/evil",
      modelKey: { kind: "file", path: "/etc/shadow" } as const,
      continueFrom: "/home/somebody/run",
    };
    assert.deepEqual(createJob("a.png", "0".repeat(64), sly).asked, template);
    const job = createJob("a.png", "0".repeat(64), template);
    assert.ok(matches(jobSchema, job));
    for (const id of ["../x", "a/b", "", ".hidden", "a\0"])
      assert.ok(!matches(jobSchema, { ...job, id }), id);
    for (const name of ["../x.png", "a\\b.png", ""])
      assert.ok(!matches(jobSchema, { ...job, name }), name);
    for (const name of ["..png", "---", "ü ü.png", "x".repeat(300)])
      assert.match(createJob(name, "0".repeat(64), template).id, /^\w[\w.-]{0,150}$/);
  });
});
