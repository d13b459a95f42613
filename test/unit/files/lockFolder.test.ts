import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lockFolder } from "../../../src/files/lockFolder";
import { ownIdentity } from "../../../src/base/processIdentity";
import { prepareLink, prepareVictim, readVictim, VICTIM } from "../../fakes/preparedFiles";
import { useTempFolder } from "../../fakes/tempFolder";

const entry = resolve(import.meta.dirname, "lockingProcess.ts");

/** Where the system tells a process's start only by another process, a round takes seconds. */
const ROUNDS = process.platform === "linux" ? 40 : 2;

describe("lockFolder", () => {
  const temp = useTempFolder();
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  async function startProcess(): Promise<ChildProcess> {
    const child = fork(entry);
    children.push(child);
    await once(child, "message");
    return child;
  }
  /** What a process says when it is to take the lock. */
  async function ask(child: ChildProcess, path: string): Promise<string> {
    const said = once(child, "message");
    child.send(path);
    return String(((await said) as unknown[])[0]);
  }
  /** A lock whose owner cannot be any more: of an earlier process with the number of one that runs. */
  function leaveLock(path: string, pid = process.pid, start = "longAgo"): void {
    mkdirSync(path);
    writeFileSync(join(path, `${pid}-${start}-0123456789ab`), "");
  }

  it("is held by one at a time, also within one process, and leaves nothing behind", async () => {
    const path = join(temp(), "some.lock");
    const unlock = await lockFolder(path);
    await assert.rejects(lockFolder(path), {
      code: "BUSY",
      message: new RegExp(`by process ${process.pid}\\)`),
    });
    await unlock();
    await (
      await lockFolder(path)
    )();
    assert.deepEqual(readdirSync(temp()), []);
  });

  it("is given free by the end of the process that had it, however it ended", async () => {
    const path = join(temp(), "some.lock");
    const child = await startProcess();
    assert.equal(await ask(child, path), "won");
    await assert.rejects(lockFolder(path), { message: new RegExp(`by process ${child.pid}\\)`) });
    child.kill("SIGKILL");
    await once(child, "exit");
    await (
      await lockFolder(path)
    )();
  });

  it("knows that a number was given to another process", async () => {
    const path = join(temp(), "some.lock");
    leaveLock(path);
    const unlock = await lockFolder(path);
    await assert.rejects(lockFolder(path));
    await unlock();
    assert.deepEqual(readdirSync(temp()), []);
    // The same process keeps it.
    const { pid, start } = await ownIdentity();
    leaveLock(path, pid, start);
    await assert.rejects(lockFolder(path), { code: "BUSY" });
  });

  it("has one winner when several processes take over the same one at once", async () => {
    const racers = await Promise.all(Array.from({ length: 4 }, startProcess));
    for (let round = 0; round < ROUNDS; round++) {
      const path = join(temp(), `${round}.lock`);
      // Now one that was left behind, now none at all.
      if (round % 2 === 0) leaveLock(path);
      const said = await Promise.all(racers.map((racer) => ask(racer, path)));
      const winners = said.filter((word) => word === "won").length;
      assert.equal(winners, 1, `round ${round}: ${said.join("; ")}`);
      const others = said.filter((word) => /being changed already/.test(word)).length;
      assert.equal(others, racers.length - 1, `round ${round}: ${said.join("; ")}`);
      assert.equal(readdirSync(path).length, 1);
    }
  });

  it("is not taken from who took over by one that is late to give it free", async () => {
    const path = join(temp(), "some.lock");
    const unlock = await lockFolder(path);
    await unlock();
    const unlockNext = await lockFolder(path);
    await unlock();
    await assert.rejects(lockFolder(path), { code: "BUSY" });
    await unlockNext();
  });

  it("puts out of the way what a system left: an empty folder, a note of its file manager", async () => {
    const path = join(temp(), "some.lock");
    for (const litter of [[], [".DS_Store", "Thumbs.db"]]) {
      mkdirSync(path);
      for (const name of litter) writeFileSync(join(path, name), "");
      await (
        await lockFolder(path)
      )();
      assert.deepEqual(readdirSync(temp()), []);
    }
  });

  it("touches nothing in a folder of somebody's that a link in its place leads to", async function () {
    const victim = prepareVictim(join(temp(), "victim"));
    const path = join(temp(), "some.lock");
    prepareLink(this, victim, path);
    await assert.rejects(lockFolder(path), {
      code: "PATH_REFUSED",
      message: /some\.lock is a link/,
    });
    assert.deepEqual(readVictim(victim), VICTIM);
    assert.deepEqual(readdirSync(temp()).sort(), ["some.lock", "victim"]);
  });

  it("deletes nothing that is not its own in its place", async () => {
    const path = prepareVictim(join(temp(), "some.lock"));
    await assert.rejects(lockFolder(path), {
      code: "PATH_REFUSED",
      message: /some\.lock holds \.env, /,
    });
    assert.deepEqual(readVictim(path), VICTIM);
    const file = join(temp(), "other.lock");
    writeFileSync(file, "4711");
    await assert.rejects(lockFolder(file), { code: "PATH_REFUSED", message: /is a file/ });
    assert.deepEqual(readdirSync(temp()).sort(), ["other.lock", "some.lock"]);
  });

  it("takes no folder or link for an owner, whatever its name", async function () {
    const victim = prepareVictim(join(temp(), "victim"));
    const path = join(temp(), "some.lock");
    mkdirSync(path);
    prepareLink(this, victim, join(path, `${process.pid}-longAgo-0123456789ab`));
    await assert.rejects(lockFolder(path), { code: "PATH_REFUSED" });
    assert.deepEqual(readVictim(victim), VICTIM);
  });

  it("waits for it as long as it is told to", async () => {
    const path = join(temp(), "some.lock");
    const unlock = await lockFolder(path);
    const next = lockFolder(path, { patienceMs: 60_000 });
    await unlock();
    await (
      await next
    )();
  });

  it("says so when the folder it would be in is not there", async () => {
    await assert.rejects(lockFolder(join(temp(), "none", "some.lock")), { code: "WRITE_FAILED" });
  });
});
