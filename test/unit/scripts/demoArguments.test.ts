import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface DemoArguments {
  readonly completeDemoArguments: (
    given: readonly string[],
    demo: { readonly help: string; readonly mockup: string; readonly out: string },
  ) => string[];
}
const root = resolve(import.meta.dirname, "../../..");

describe("the demo's arguments", () => {
  let complete: (...given: string[]) => string[];
  before(async function () {
    this.timeout(60_000); // the command line is compiled first
    const script = pathToFileURL(resolve(root, "scripts/demoArguments.mjs")).href;
    const { completeDemoArguments } = (await import(script)) as DemoArguments;
    const cli = ["--import", "tsx", "src/cli/main.ts", "generate", "--help"];
    const help = execFileSync(process.execPath, cli, { cwd: root, encoding: "utf8" });
    complete = (...given) => completeDemoArguments(given, { help, mockup: "demo.png", out: "out" });
  });

  const open = ["demo.png", "--out", "out", "--model", "tracer"];

  it("are the shipped mockup, drawn by the tracer, when there are none", () => {
    assert.deepEqual(complete(), open);
  });

  it("are another mockup, which goes where the command line puts it", () => {
    assert.deepEqual(complete("a.png", "b.png"), ["--model", "tracer", "a.png", "b.png"]);
    assert.deepEqual(complete("--force", "a.png"), ["--model", "tracer", "--force", "a.png"]);
  });

  it("may be options alone; their values are no mockups, and the rest stays as it was", () => {
    for (const given of [
      ["--max-iterations", "3"],
      ["--min-fidelity=0.9", "--viewport", "800x600"],
      ["--force"],
      ["--json", "--gpu-layers", "4", "--start-from", "nothing"],
      ["--browser", "/usr/bin/chromium"],
    ])
      assert.deepEqual(complete(...given), [...open, ...given]);
  });

  it("may name another folder or another model", () => {
    assert.deepEqual(complete("--out", "x"), ["demo.png", "--model", "tracer", "--out", "x"]);
    assert.deepEqual(complete("--out=x", "a.png"), ["--model", "tracer", "--out=x", "a.png"]);
    const local = ["--model", "a.gguf", "--mmproj", "b.gguf"];
    assert.deepEqual(complete(...local), ["demo.png", "--out", "out", ...local]);
    assert.deepEqual(complete(...local, "a.png"), [...local, "a.png"]);
  });
});
