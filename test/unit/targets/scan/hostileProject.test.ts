import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Folder } from "../../../../src/files/folder";
import { detectProject } from "../../../../src/project/detect/detectProject";
import { ProjectFiles } from "../../../../src/project/files/projectFiles";
import { makeHostileProject, type HostileProject } from "../../../fakes/hostileProject";
import { useTempFolder } from "../../../fakes/tempFolder";
import { scan } from "./scanSupport";

/** Less than the project has: what counts in a project of 100,000 files is told by bench/hostileProject.ts. */
const LIMITS = { entries: 1_500, inFolder: 450, depth: 64 };

const { signal } = new AbortController();

/** bench/hostileProject.ts does so with 100,000 files, and says how long it takes. */
describe("a project that was prepared against whoever looks at it", function () {
  this.timeout(60_000);
  const temp = useTempFolder();

  /** Makes it with so many files; undefined where this user may not make links, as on Windows. */
  function make(files: number): HostileProject | undefined {
    try {
      return makeHostileProject(temp(), { files, rules: 100 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EPERM") return undefined;
      throw error;
    }
  }

  it("runs nothing, leads nowhere, and is looked at so far and no farther", async function () {
    const hostile = make(1_500);
    if (!hostile) return this.skip();
    const { project, ran } = hostile;
    const facts = await detectProject(await Folder.open(project), signal, LIMITS);
    assert.deepEqual(
      [facts.framework, facts.isWhole, facts.aliases],
      ["react", false, [{ prefix: "@/", folder: "src/" }]],
    );
    const files = await ProjectFiles.open({ folder: project, files: ["**"] }, LIMITS);
    const { paths } = await files.list(signal);
    assert.ok(paths.length > 1_000 && paths.length <= LIMITS.entries, `${paths.length}`);
    const { found, notices } = await scan(project, LIMITS);
    const names = found.components.map(({ name }) => name);
    assert.ok(found.components.length > 200 && found.components.length <= 300);
    assert.ok(!names.includes("Secret") && !names.includes("Hidden"));
    assert.ok(
      notices.includes(
        "Not all files were looked at: there are too many, or rules for Git take too long.",
      ),
    );
    assert.equal(existsSync(ran), false);
  });

  it("has nothing read outside of it", async function () {
    const hostile = make(0);
    if (!hostile) return this.skip();
    await scan(hostile.project);
    const read = hostile.readOutside();
    if (read === undefined) {
      if (this.test) this.test.title += " (this disk does not tell)";
      return this.skip();
    }
    assert.deepEqual(read, []);
  });
});
