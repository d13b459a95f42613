import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseLedger } from "../../../src/batch/ledger/parseLedger";
import type { Ledger } from "../../../src/batch/ledger/parseLedger";
import { mergeShards } from "../../../src/batch/summary/mergeShards";
import { findLedgers } from "../../../src/batch/summary/findLedgers";
import { generateMany } from "../../../src/cli/batch/generateMany";
import type { ManyOptions } from "../../../src/cli/batch/generateMany";
import { merge } from "../../../src/cli/batch/mergeCommand";
import { listMockups } from "../../../src/cli/input/listMockups";
import type { BatchLine } from "../../../src/cli/output/reporter";
import type { Model } from "../../../src/model/model";
import { TRACER } from "../../../src/protocol/modelRef";
import type { RunLineUnion } from "../../../src/protocol/runProtocol";
import { batchSession, pageWriter } from "../../fakes/batchSession";
import { ScriptedModel } from "../../fakes/scriptedModel";
import { useTempFolder } from "../../fakes/tempFolder";

const never = new AbortController().signal;
const root = resolve(import.meta.dirname, "../../..");

describe("a batch", () => {
  const temp = useTempFolder();
  const mockups = (): string => join(temp(), "mockups");
  const out = (): string => join(temp(), "out");
  const ids = Array.from({ length: 10 }, (_, i) => `m${i}`);

  beforeEach(() => {
    mkdirSync(mockups());
    for (const id of ids) writeFileSync(join(mockups(), `${id}.png`), id);
  });

  interface Done {
    readonly code: number;
    readonly lines: readonly (RunLineUnion | BatchLine)[];
    /** The mockups whose runs were begun, in order. */
    readonly begun: readonly string[];
    readonly ledger: Ledger;
  }

  async function work(
    change: Partial<ManyOptions> = {},
    createModel: (mockup: string) => Model = () => pageWriter(),
    signal = never,
  ): Promise<Done> {
    const lines: (RunLineUnion | BatchLine)[] = [];
    const begun: string[] = [];
    const { shard } = change;
    const code = await generateMany(
      batchSession((mockup) => (begun.push(mockup.replace(/\.png$/, "")), createModel(mockup))),
      await listMockups([mockups()]),
      {
        ...{ folder: out(), force: false, goOn: false, concurrency: 3, requests: 3, attempts: 1 },
        template: { model: TRACER, target: "html", maxIterations: 2 },
        ...change,
      },
      (line) => lines.push(line),
      signal,
    );
    const name = shard ? `mockloop-batch-${shard.index}-of-${shard.count}` : "mockloop-batch";
    const ledger = parseLedger(readFileSync(join(change.folder ?? out(), `${name}.jsonl`), "utf8"));
    return { code, lines, begun, ledger };
  }

  const failing = (): Model =>
    new ScriptedModel(
      Array.from({ length: 20 }, () => ({
        failure: { code: "refused", message: "The server said no.", retryable: false },
      })),
    );

  it("accounts for each mockup, those that fail included", async () => {
    const { code, ledger, lines } = await work({}, (mockup) =>
      mockup === "m3.png" ? failing() : pageWriter(),
    );
    assert.equal(code, 2);
    assert.deepEqual([...ledger.results.keys()].sort(), ids);
    for (const [id, result] of ledger.results) {
      assert.equal(result.state, id === "m3" ? "failed" : "done");
      assert.equal(result.message.includes("The server said no."), id === "m3");
    }
    const m0 = ledger.results.get("m0");
    assert.deepEqual(m0?.calls, { made: 2, valid: 2 });
    assert.ok(m0.report && existsSync(join(out(), m0.report)));
    assert.ok(m0.render && existsSync(join(out(), m0.render)));
    const last = lines.at(-1);
    assert.ok(last?.type === "summary");
    assert.deepEqual(
      [last.summary.all.done, last.summary.all.failed, last.summary.missingCount],
      [9, 1, 0],
    );
    assert.match(readFileSync(last.page, "utf8"), /href="m0\/\.mockloop\/report\.html"/);
  });

  it("tries a mockup again that failed, after the others", async () => {
    let tries = 0;
    const { code, begun, ledger } = await work({ concurrency: 1, attempts: 2 }, (mockup) =>
      mockup === "m0.png" && tries++ === 0 ? failing() : pageWriter(),
    );
    assert.equal(code, 0);
    assert.deepEqual(begun, [...ids, "m0"]);
    assert.equal(ledger.results.get("m0")?.attempts, 2);
  });

  it("repeats only what has failed, has changed or is asked for otherwise", async () => {
    await work({}, (mockup) => (mockup === "m3.png" ? failing() : pageWriter()));
    writeFileSync(join(mockups(), "m7.png"), "another picture");
    const again = await work({ goOn: true });
    assert.deepEqual([...again.begun].sort(), ["m3", "m7"]);
    assert.equal(again.lines.filter(({ type }) => type === "kept").length, 8);
    assert.deepEqual((await work({ goOn: true })).begun, []);
    const other = await work({
      goOn: true,
      template: { model: TRACER, target: "html", maxIterations: 1 },
    });
    assert.deepEqual([...other.begun].sort(), ids);
  });

  it("keeps what was finished when it is aborted", async () => {
    const controller = new AbortController();
    let made = 0;
    const { code, ledger } = await work(
      { concurrency: 2 },
      () => {
        if (++made === 6) controller.abort();
        return pageWriter();
      },
      controller.signal,
    );
    assert.equal(code, 130);
    const finished = [...ledger.results.keys()];
    assert.ok(finished.length >= 3 && finished.length <= 6, finished.join());
    const { begun } = await work({ goOn: true });
    assert.deepEqual(
      [...begun].sort(),
      ids.filter((id) => !finished.includes(id)),
    );
  });

  it("goes on with a run that ended before its result was written down, and repeats none of it", async () => {
    await work();
    rmSync(join(out(), "mockloop-batch.jsonl"));
    const { begun, ledger } = await work({ goOn: true });
    assert.deepEqual(begun, []);
    assert.equal(ledger.results.size, 10);
    assert.equal(ledger.results.get("m4")?.state, "done");
  });

  it("is worked on by one process at a time", async () => {
    let second: unknown;
    await work({ concurrency: 1 }, (mockup) => {
      if (mockup === "m0.png") second = work().catch((error: unknown) => error);
      return pageWriter(20);
    });
    assert.match(String(await second), /being changed already/);
  });

  it("comes to the same in shards, in one folder or several, joined afterwards", async () => {
    for (const folder of [join(temp(), "one"), undefined])
      for (const index of [1, 2, 3]) {
        const place = folder ?? join(out(), `part ${index}`);
        await work({ folder: place, shard: { index, count: 3 } });
      }
    for (const folders of [[join(temp(), "one")], [out()]]) {
      const [to = ""] = folders;
      const lines: BatchLine[] = [];
      const code = await merge(folders, to, (line) => {
        if (line.type === "summary") lines.push(line);
      });
      assert.equal(code, 0);
      const summary = mergeShards(await findLedgers(folders, to));
      assert.deepEqual(
        summary.results.map(({ id }) => id),
        ids,
      );
      assert.deepEqual([summary.total, summary.missingCount, summary.notes], [10, 0, []]);
      for (const { report } of summary.results)
        assert.ok(report && existsSync(join(to, report)), report);
      assert.ok(existsSync(join(to, "mockloop-summary.html")));
    }
  });

  it("says which shards and mockups have no result", async () => {
    await work({ shard: { index: 1, count: 3 } });
    await work({ shard: { index: 3, count: 3 } });
    const summary = mergeShards(await findLedgers([out()], out()));
    assert.deepEqual([summary.total, summary.results.length, summary.missingCount], [10, 7, 3]);
    assert.deepEqual(summary.notes, ["Of 3 shards these have no result: 2."]);
    assert.equal(await merge([out()], undefined, () => undefined), 1);
    await assert.rejects(
      merge([mockups()], undefined, () => undefined),
      /no results of a batch/,
    );
  });

  it("that is killed half-way is gone on with, and nothing that was finished is done again", async () => {
    const entry = join(root, "test/fakes/batchChild.ts");
    const start = (delayMs: number) =>
      spawn(process.execPath, ["--import", "tsx", entry, mockups(), out(), String(delayMs)], {
        cwd: root,
        stdio: ["ignore", "pipe", "inherit"],
      });
    const child = start(30);
    const closed = new Promise<NodeJS.Signals | null>((done) =>
      child.on("close", (_code, signal) => done(signal)),
    );
    let ended = 0;
    createInterface({ input: child.stdout }).on("line", (text) => {
      const { type } = JSON.parse(text) as { type: string };
      if (type === "run" && ++ended === 4) child.kill("SIGKILL");
    });
    assert.equal(await closed, "SIGKILL");
    const before = parseLedger(readFileSync(join(out(), "mockloop-batch.jsonl"), "utf8"));
    assert.ok(before.results.size >= 2 && before.results.size < 10, String(before.results.size));
    const { begun, ledger, code } = await work({ goOn: true });
    const failed = [...ledger.results.values()].filter(({ state }) => state === "failed");
    assert.deepEqual(failed, []);
    assert.equal(code, 0);
    for (const id of before.results.keys()) assert.ok(!begun.includes(id), `${id} was repeated`);
    assert.deepEqual([...ledger.results.keys()].sort(), ids);
  }).timeout(30_000);
});
