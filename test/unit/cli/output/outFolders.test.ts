import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { RunArchive } from "../../../../src/run/journal/runArchive";
import {
  chooseFolders,
  refuseForeignFolder,
  RUN_FOLDER,
} from "../../../../src/cli/output/outFolders";
import { useTempFolder } from "../../../fakes/tempFolder";

describe("chooseFolders", () => {
  const names = (...mockups: string[]): string[] =>
    chooseFolders(mockups, "out").map((path) => basename(path));

  it("gives one mockup the folder itself, and several one each", () => {
    assert.deepEqual(chooseFolders(["a/Login.png"], "out"), [resolve("out")]);
    assert.deepEqual(chooseFolders(["a/Login.png"], undefined), [resolve("mockloop-out/Login")]);
    assert.deepEqual(names("a/x.png", "b/y z.png"), ["x", "y z"]);
  });

  it("never leaves its folder, whatever a mockup is called", () => {
    for (const name of ["...png", "..png", ".. .png", "....jpg"])
      assert.deepEqual(chooseFolders([name], undefined), [resolve("mockloop-out/mockup")], name);
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
