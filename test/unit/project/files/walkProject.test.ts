import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Folder } from "../../../../src/files/folder";
import { walkProject } from "../../../../src/project/files/walkProject";
import { useTempFolder } from "../../../fakes/tempFolder";

const signal = new AbortController().signal;

describe("walkProject", () => {
  const temp = useTempFolder();

  beforeEach(() => {
    for (let folder = 0; folder < 6; folder++) {
      mkdirSync(join(temp(), `folder-${folder}`, "a/b/c"), { recursive: true });
      for (let file = 0; file < 20; file++)
        writeFileSync(join(temp(), `folder-${folder}`, `file-${file}`), "");
      writeFileSync(join(temp(), `folder-${folder}`, "a/b/c/deep"), "");
    }
  });

  const walk = async (entries: number, inFolder: number, depth: number) => {
    const root = await Folder.open(temp());
    return walkProject(root, signal, { limits: { entries, inFolder, depth } });
  };

  it("names every file of a project, those near its root first", async () => {
    const { paths, isAll } = await walk(1_000, 100, 8);
    assert.equal(isAll, true);
    assert.equal(paths.length, 6 * 21);
    assert.deepEqual(
      paths.slice(-6),
      [0, 1, 2, 3, 4, 5].map((at) => `folder-${at}/a/b/c/deep`),
    );
  });

  it("leaves out what Git does, where the rules are beyond what it looks at", async () => {
    for (let file = 0; file < 40; file++) writeFileSync(join(temp(), `private-${file}`), "");
    writeFileSync(join(temp(), ".gitignore"), "private-*\n");
    const { paths } = await walk(1_000, 5, 8);
    assert.deepEqual(
      paths.filter((path) => path.startsWith("private")),
      [],
    );
  });

  it("ends after so many entries, of one folder and of all", async () => {
    const few = await walk(50, 100, 8);
    assert.equal(few.isAll, false);
    assert.ok(few.paths.length <= 50 && few.paths.length >= 40, `${few.paths.length}`);
    const thin = await walk(1_000, 10, 8);
    assert.equal(thin.isAll, false);
    assert.ok(thin.paths.length <= 6 * 11 && thin.paths.length >= 6 * 9, `${thin.paths.length}`);
  });

  it("goes only so deep", async () => {
    const { paths, isAll } = await walk(1_000, 100, 3);
    assert.equal(isAll, false);
    assert.equal(paths.length, 6 * 20);
  });

  it("ends after its time, however few entries there are", async () => {
    const root = await Folder.open(temp());
    assert.deepEqual(await walkProject(root, signal, { maxMs: 0 }), { paths: [], isAll: false });
  });

  it("names nothing of a folder with rules that take longer with each folder in the other", async () => {
    writeFileSync(join(temp(), "folder-0/.gitignore"), `${"**/a/".repeat(12)}b\n`);
    writeFileSync(join(temp(), "folder-1/.gitignore"), "**/a/**/b/**\n");
    // A star is tried in one way alone, but for one beside characters of a choice.
    writeFileSync(join(temp(), "folder-2/.gitignore"), `${"*[+-0]".repeat(4)}*b\n`);
    writeFileSync(join(temp(), "folder-3/.gitignore"), "**/a/**/b/**/d\n".repeat(20));
    const { paths, isAll } = await walk(1_000, 100, 8);
    const below = [0, 1, 2, 3].map(
      (folder) => paths.filter((path) => path.startsWith(`folder-${folder}/`)).length,
    );
    assert.deepEqual(below, [0, 21, 0, 22]);
    assert.equal(isAll, false);
  });

  it("counts the rules of all folders above together", async () => {
    const rules = "**/x/**/x/**/x/**/x\n";
    writeFileSync(join(temp(), "folder-0/.gitignore"), rules);
    assert.equal((await walk(1_000, 100, 8)).isAll, true);
    writeFileSync(join(temp(), ".gitignore"), rules);
    const { paths, isAll } = await walk(1_000, 100, 8);
    assert.equal(isAll, false);
    assert.equal(paths.length, 1 + 5 * 21);
  });

  it("takes neither a line of stars nor what people write for such a rule", async () => {
    const text = [
      `# ${"*".repeat(60)}`,
      ...["#**/a/**/a/**/a/**/a/**/a/b", "**/q/**/r/**/s/**", "***", "!**/", "!*[a-z]*-*"],
      ...["*.py[cod]", "*.[Cc]ache", "**/*[Dd]ebug*/", "*a*a*a*a*a*a*a*a*b", "\\*\\*[x]\\*\\*\\*"],
    ];
    writeFileSync(join(temp(), ".gitignore"), `${text.join("\r\n")}\r\n!**\n`);
    writeFileSync(join(temp(), "folder-0", "a".repeat(150)), "");
    const begin = performance.now();
    const { paths, isAll } = await walk(1_000, 100, 8);
    assert.equal(isAll, true);
    assert.equal(paths.length, 6 * 21 + 2);
    assert.ok(performance.now() - begin < 5_000);
  });
});
