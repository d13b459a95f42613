import assert from "node:assert/strict";
import { understandPage } from "../../src/design/understandPage";
import { provideFonts } from "../../src/fonts/fontFiles";
import { createBitmap } from "../../src/image/bitmap";
import { encodePng } from "../../src/image/codec";
import type { FilesSnapshot } from "../../src/project/sourceFiles";
import type { TargetId } from "../../src/project/target";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Render, Renderer } from "../../src/render/renderer";
import { createPageTree } from "../../src/targets/html/writeCode";
import { loadTargetCode } from "../../src/targets/loadTargetCode";
import { landing } from "../unit/design/goldenPages";
import { buildViteProject, createViteProject } from "../fakes/viteProject";
import { rendered } from "./rendererSupport";

/** Those whose projects differ; bench/viteProjects.ts has all of them, on real pages, with their type checks and lints. */
const TARGETS: readonly TargetId[] = ["tailwind", "react", "react-tailwind", "vue", "svelte"];

describe("a target's files in a Vite project", function () {
  this.timeout(300_000);
  let browser: BrowserProcess;
  let renderer: Renderer;

  before(() => {
    browser = createBrowserProcess();
    renderer = createPuppeteerRenderer(browser);
  });
  after(async () => {
    await renderer.dispose();
    await browser.dispose();
  });

  const draw = async (files: FilesSnapshot, entry: string): Promise<Render> => {
    const viewport = { width: 800, height: 600 };
    return rendered(await renderer.render({ files, entry, viewport, deviceScaleFactor: 1 }));
  };

  for (const target of TARGETS)
    it(`build with the project's own tools, and look as in the run: ${target}`, async () => {
      const page = createPageTree(understandPage(landing), ({ id }) => `assets/${id}.png`);
      const code = await loadTargetCode(target);
      const picture = await encodePng(createBitmap(8, 8, [200, 30, 30]));
      const files = new Map(landing.pictures.map(({ id }) => [`assets/${id}.png`, picture]));
      for (const [path, text] of await code.write(page)) files.set(path, Buffer.from(text));
      const built = await code.build(files);
      assert.ok(built.ok, built.ok ? "" : built.message);
      const inRun = await draw(await provideFonts(built.files), built.entry);

      const project = await createViteProject(target, target, files);
      const inProject = await draw(await buildViteProject(project), "index.html");
      assert.deepEqual(inProject.facts, []);
      assert.deepEqual(
        inProject.textLines.map(({ text }) => text),
        inRun.textLines.map(({ text }) => text),
      );
      assert.ok(Buffer.from(inRun.bitmap.rgba).equals(Buffer.from(inProject.bitmap.rgba)));
    });
});
