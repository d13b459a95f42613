import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  makeProfile,
  removeProfile,
  removeStaleProfiles,
} from "../../../../src/render/browser/profileFolder";

describe("a browser's profile", () => {
  let parent: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "mockloop-test-"));
  });

  afterEach(() => rm(parent, { recursive: true }));

  /** The number of a process that has ended. */
  const ended = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

  it("is deleted when its process was killed, links in it not followed", async () => {
    const keys = join(parent, "keys");
    await mkdir(keys);
    await writeFile(join(keys, "id"), "secret");
    const stale = join(parent, `mockloop-browser-${ended()}-0-abcDEF`);
    await mkdir(join(stale, "Default", "Cache"), { recursive: true });
    await writeFile(join(stale, "Default", "Cache", "data"), "x");
    await symlink(keys, join(stale, "Default", "link"));
    await symlink("nowhere-123", join(stale, "SingletonLock"));
    await removeStaleProfiles(parent);
    assert.deepEqual(await readdir(parent), ["keys"]);
    assert.equal(await readFile(join(keys, "id"), "utf8"), "secret");
  });

  it("stays while its process runs, and so does whatever is called otherwise or is a link", async () => {
    const own = basename(await makeProfile());
    await rm(join(tmpdir(), own), { recursive: true });
    const names = [own, "mockloop-browser-x", `mockloop-browser-${ended()}-0-`, "other"];
    for (const name of names) await mkdir(join(parent, name));
    const link = `mockloop-browser-${ended()}-0-linked`;
    await symlink(join(parent, "other"), join(parent, link));
    await removeStaleProfiles(parent);
    assert.deepEqual((await readdir(parent)).sort(), [...names, link].sort());
  });

  it("is made anew each time, and deleted with all that is in it", async () => {
    const [first, second] = [await makeProfile(), await makeProfile()];
    assert.notEqual(first, second);
    await writeFile(join(first, "cookies"), "x");
    await removeProfile(first);
    await removeProfile(second);
    const left = await readdir(tmpdir());
    assert.ok(!left.includes(basename(first)) && !left.includes(basename(second)));
  });
});
