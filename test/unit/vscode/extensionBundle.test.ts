import assert from "node:assert/strict";
import { resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../../..");

describe("what the editor loads into its own process", () => {
  it("carries no code for pictures and browsers: that is the engine's, and does not even load there", async () => {
    const { metafile } = await build({
      ...{ absWorkingDir: root, bundle: true, write: false, metafile: true, platform: "node" },
      ...{ format: "cjs", external: ["vscode"], logLevel: "silent" },
      entryPoints: ["src/vscode/extension.ts"],
      outdir: "out",
    });
    const carried = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
    assert.ok(carried.includes("src/vscode/pictures/webPictures.ts"));
    const heavy = carried.filter((path) =>
      /^src\/(image\/codec|inspect\/read)|node_modules\/(sharp|puppeteer)/.test(path),
    );
    assert.deepEqual(heavy, []);
  });
});
