import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const tool = pathToFileURL(resolve(import.meta.dirname, "../../../native/tools/cmake.mjs")).href;
const windows = process.platform === "win32";

describe("missingTools", () => {
  let path: string;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), "mockloop-path-"));
  });
  afterEach(() => rm(path, { recursive: true }));

  /** A program that ends with `code`, as the only one of its name in the PATH. */
  async function put(name: string, code: number): Promise<void> {
    const file = join(path, windows ? `${name}.cmd` : name);
    await writeFile(file, windows ? `@exit /b ${code}\r\n` : `#!/bin/sh\nexit ${code}\n`);
    await chmod(file, 0o755);
  }

  function missingTools(): string[] {
    const code = `import(${JSON.stringify(tool)}).then(({ missingTools }) => console.log(JSON.stringify(missingTools())))`;
    const { SystemRoot, ComSpec } = process.env;
    const output = execFileSync(process.execPath, ["-e", code], {
      env: { PATH: path, SystemRoot, ComSpec },
      encoding: "utf8",
    });
    return JSON.parse(output) as string[];
  }

  it("names what is not there, and what is there but does not run", async () => {
    await put("cmake", 0);
    await put("git", 127);
    const missing = missingTools();
    assert.ok(!missing.includes("cmake"), missing.join());
    assert.ok(missing.includes("git"), missing.join());
    if (!windows) assert.deepEqual(missing, ["git", "g++", "make"]);
    await put("git", 0);
    await put("clang++", 0);
    await put("ninja", 0);
    assert.deepEqual(missingTools(), []);
  });
});
