import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readFreeMemory } from "../../../../../src/model/llama/load/readFreeMemory";
import { useTempFolder } from "../../../../fakes/tempFolder";

describe("readFreeMemory", () => {
  const temp = useTempFolder();
  const write = (path: string, text: string | number): void => {
    mkdirSync(dirname(join(temp(), path)), { recursive: true });
    writeFileSync(join(temp(), path), `${text}\n`);
  };
  const free = (): Promise<number> => readFreeMemory(temp(), 9000);

  it("is the system's where nothing limits it", async () => {
    assert.equal(await free(), 9000);
    write("proc/self/cgroup", "0::/");
    write("sys/fs/cgroup/memory.max", "max");
    write("sys/fs/cgroup/memory.current", 100);
    assert.equal(await free(), 9000);
  });

  it("is what the tightest of its groups leaves, cached files not counted", async () => {
    write("proc/self/cgroup", "0::/user.slice/run-1.scope");
    write("sys/fs/cgroup/user.slice/memory.max", 5000);
    write("sys/fs/cgroup/user.slice/memory.current", 3000);
    write("sys/fs/cgroup/user.slice/memory.stat", "anon 1\ninactive_file 500\nfile 9");
    assert.equal(await free(), 2500);
    write("sys/fs/cgroup/user.slice/run-1.scope/memory.max", 1000);
    write("sys/fs/cgroup/user.slice/run-1.scope/memory.current", 1200);
    assert.equal(await free(), 0);
  });

  it("reads the memory controller of version 1 as well", async () => {
    write("proc/self/cgroup", "5:cpu,cpuacct:/box\n4:memory:/box\n");
    write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", 4000);
    write("sys/fs/cgroup/memory/box/memory.usage_in_bytes", 1000);
    write("sys/fs/cgroup/memory/box/memory.stat", "total_inactive_file 200");
    assert.equal(await free(), 3200);
  });
});
