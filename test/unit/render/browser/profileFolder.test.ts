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

  it("goes with the folder of its browser's socket beside it, and no other folder that a link leads to", async () => {
    const socketFolder = async (name: string, ...files: readonly string[]): Promise<string> => {
      await mkdir(join(parent, name), { recursive: true });
      for (const file of files) await writeFile(join(parent, name, file), "x");
      return join(parent, name, "SingletonSocket");
    };
    const profile = async (target: string): Promise<string> => {
      const made = await mkdtemp(join(parent, `mockloop-browser-${ended()}-0-`));
      await symlink(target, join(made, "SingletonSocket"));
      return made;
    };
    const both = ["SingletonSocket", "SingletonCookie"] as const;
    await profile(await socketFolder("org.chromium.Chromium.Ab12Cd", ...both));
    await removeProfile(await profile(await socketFolder("com.google.Chrome.Ab12Cd", ...both)));
    // Somebody else's: another name, another place, something else in it.
    await profile(await socketFolder("documents", ...both));
    await profile(await socketFolder("deep/org.chromium.Chromium.Ab12Cd", ...both));
    await profile(await socketFolder("org.chromium.Chromium.Full12", ...both, "letter"));
    await removeStaleProfiles(parent);
    assert.deepEqual((await readdir(parent)).sort(), [
      "deep",
      "documents",
      "org.chromium.Chromium.Full12",
    ]);
    assert.deepEqual(await readdir(join(parent, "org.chromium.Chromium.Full12")), ["letter"]);
    for (const name of ["documents", "deep/org.chromium.Chromium.Ab12Cd"])
      assert.equal((await readdir(join(parent, name))).length, 2, name);
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
