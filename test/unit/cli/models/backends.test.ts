import { platformName } from "../../../../src/base/text/platformName";
import { strict as assert } from "node:assert";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { addBackendCommands } from "../../../../src/cli/models/backendCommands";
import { backendsFor } from "../../../../src/model/llama/backends/backendCatalog";
import { useTempFolder } from "../../../fakes/tempFolder";

describe("mockloop backends", () => {
  const temp = useTempFolder();
  const before = process.env["MOCKLOOP_BACKENDS"];
  beforeEach(() => {
    process.env["MOCKLOOP_BACKENDS"] = join(temp(), "backends");
  });
  afterEach(() => {
    if (before === undefined) delete process.env["MOCKLOOP_BACKENDS"];
    else process.env["MOCKLOOP_BACKENDS"] = before;
  });
  const known = backendsFor(platformName());

  /** What a command prints, and its exit code. */
  async function run(...args: string[]): Promise<{ text: string; code: number | undefined }> {
    let text = "";
    let code: number | undefined;
    const program = new Command("mockloop");
    addBackendCommands(program, async (_options, command) => {
      code = await command((part) => (text += part), new AbortController().signal);
    });
    await program.parseAsync(["backends", ...args], { from: "user" });
    return { text, code };
  }

  it("lists what can be downloaded here, and what there is of it", async () => {
    const dir = join(temp(), "backends");
    const { text, code } = await run("list", "--json");
    assert.equal(code, 0);
    const listed = JSON.parse(text) as { dir: string; backends: { id: string; state: string }[] };
    assert.equal(listed.dir, dir);
    assert.deepEqual(
      listed.backends.map(({ id, state }) => [id, state]),
      known.map(({ id }) => [id, "absent"]),
    );
    assert.ok((await run("list")).text.includes(dir));
  });

  it("tells a part of a download, and removes it", async function () {
    const [backend] = known;
    if (!backend) return;
    const dir = join(temp(), "backends");
    const [first] = backend.packages;
    const file = `${first?.name.split("/")[1]}-${first?.version}.tgz.part`;
    await mkdir(join(dir, `${backend.variant}.download`), { recursive: true });
    await writeFile(join(dir, `${backend.variant}.download`, file), "part");
    assert.match((await run("list")).text, /partly downloaded/);
    const { text, code } = await run("remove", backend.id);
    assert.match(text, /removed/);
    assert.equal(code, 0);
    assert.deepEqual(await readdir(dir), []);
  });

  it("says what can be added when it is asked for something else", async () => {
    for (const command of ["add", "remove"])
      await assert.rejects(run(command, "voodoo"), {
        code: "BAD_OPTION",
        message: known.length > 0 ? /"voodoo" cannot be added; cuda can/ : /nothing to download/,
      });
  });
});
