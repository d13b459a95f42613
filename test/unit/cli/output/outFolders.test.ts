import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { RunArchive } from "../../../../src/run/journal/runArchive";
import { RUN_FOLDER } from "../../../../src/batch/task";
import {
  chooseFolder,
  chooseNames,
  refuseForeignFolder,
} from "../../../../src/cli/output/outFolders";
import { Folder } from "../../../../src/files/folder";
import { lockFolder } from "../../../../src/files/lockFolder";
import { RUN_NAMES } from "../../../../src/run/journal/runPaths";
import { useTempFolder } from "../../../fakes/tempFolder";

describe("the folders of mockups", () => {
  const names = (...mockups: string[]): string[] => chooseNames(mockups);

  it("gives one mockup the folder itself, and several one each", () => {
    assert.equal(chooseFolder("a/Login.png", "out"), resolve("out"));
    assert.equal(chooseFolder("a/Login.png", undefined), resolve("mockloop-out/Login"));
    assert.deepEqual(names("a/x.png", "b/y z.png"), ["x", "y z"]);
  });

  it("never leaves its folder, whatever a mockup is called", () => {
    for (const name of ["...png", "..png", ".. .png", "....jpg"])
      assert.equal(chooseFolder(name, undefined), resolve("mockloop-out/mockup"), name);
    assert.deepEqual(names("...png", "..png"), ["mockup", "mockup-2"]);
  });

  it("tells names apart that are the same, on any system", () => {
    assert.deepEqual(names("x.png", "x-2.png", "x.jpg"), ["x", "x-2", "x-3"]);
    assert.deepEqual(names("Login.png", "login.png"), ["Login", "login-2"]);
    const [composed, decomposed] = ["café.png".normalize("NFC"), "café.png".normalize("NFD")];
    assert.equal(names(composed, decomposed)[1], `${"café".normalize("NFD")}-2`);
  });
});

describe("refuseForeignFolder", () => {
  const temp = useTempFolder();

  it("takes what a run left that was killed before it had said whose the folder is", async () => {
    const unlock = await lockFolder(
      join((await Folder.make(join(temp(), RUN_FOLDER))).path, RUN_NAMES.lock),
    );
    writeFileSync(join(temp(), RUN_FOLDER, ".0123456789ab.part"), "");
    await refuseForeignFolder(temp());
    writeFileSync(join(temp(), RUN_FOLDER, "notes.txt"), "mine");
    await assert.rejects(refuseForeignFolder(temp()), { code: "BAD_OPTION" });
    await unlock();
  });

  it("takes an empty folder, and one of an earlier run, but no other", async () => {
    await refuseForeignFolder(join(temp(), "none"));
    await refuseForeignFolder(temp());
    writeFileSync(join(temp(), "index.html"), "");
    await assert.rejects(refuseForeignFolder(temp()), { code: "BAD_OPTION" });
    mkdirSync(join(temp(), RUN_FOLDER));
    await assert.rejects(refuseForeignFolder(temp()), { code: "BAD_OPTION" });
    await (await RunArchive.create(join(temp(), RUN_FOLDER))).close();
    await refuseForeignFolder(temp());
  });
});
