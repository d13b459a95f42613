import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Folder } from "../../../../src/files/folder";
import { detectProject } from "../../../../src/project/detect/detectProject";
import { makeHostileProject, type HostileProject } from "../../../fakes/hostileProject";
import { useTempFolder } from "../../../fakes/tempFolder";
import { scan } from "./scanSupport";

const { signal } = new AbortController();

/** bench/hostileProject.ts does so with 100,000 files, and says how long it takes. */
describe("a project that was prepared against whoever looks at it", function () {
  this.timeout(60_000);
  const temp = useTempFolder();

  it("runs nothing, leads nowhere, and is looked at so far and no farther", async function () {
    let hostile: HostileProject;
    try {
      hostile = makeHostileProject(temp(), { files: 21_000, rules: 100 });
    } catch (error) {
      // Windows lets only some make links.
      if ((error as NodeJS.ErrnoException).code === "EPERM") this.skip();
      throw error;
    }
    const { project, ran, readOutside } = hostile;
    const facts = await detectProject(await Folder.open(project), signal);
    assert.deepEqual(
      [facts.framework, facts.isWhole, facts.aliases],
      ["react", false, [{ prefix: "@/", folder: "src/" }]],
    );
    const { found, notices } = await scan(project);
    const names = found.components.map(({ name }) => name);
    assert.ok(found.components.length > 200 && found.components.length <= 300);
    assert.ok(!names.includes("Secret") && !names.includes("Hidden"));
    assert.ok(notices.includes("There are too many files: not all were looked at."));
    assert.equal(existsSync(ran), false);
    assert.deepEqual(readOutside() ?? [], []);
  });
});
