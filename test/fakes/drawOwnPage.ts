import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { provideFonts } from "../../src/fonts/fontFiles";
import { encodePng } from "../../src/image/codec";
import { ProjectFiles } from "../../src/project/files/projectFiles";
import type { Session } from "../../src/run/session";
import { loadTargetCode } from "../../src/targets/loadTargetCode";
import type { Reuse } from "../../src/targets/reuse/loadReuse";

const signal = new AbortController().signal;
const viewport = { width: 1100, height: 760 };

/** What makes a page of the project the page that is drawn, by its ending. */
const ENTRIES: Readonly<Record<string, string>> = {
  ".tsx": 'export { default } from "the-page";\n',
  ".vue": '<script setup>import Page from "the-page";</script><template><Page /></template>\n',
  ".svelte": '<script>import Page from "the-page";</script><Page />\n',
};

/** The picture (PNG, 1100 × 760 CSS px at 1×) of one of a project's own pages, `page` relative to the folder `project`. */
export async function drawOwnPage(
  session: Session,
  project: string,
  page: string,
  { project: known, sources }: Reuse,
): Promise<Uint8Array> {
  const files = await ProjectFiles.open({ folder: project, files: ["**"] });
  const read = new Map(sources.files);
  for (const path of (await files.list(signal)).paths)
    if (path.startsWith("src/pages/")) read.set(path, await readFile(join(project, path)));
  const ending = page.slice(page.lastIndexOf("."));
  const code = await loadTargetCode(known.framework);
  const built = await code.build(new Map([[`App${ending}`, Buffer.from(ENTRIES[ending] ?? "")]]), {
    ...sources,
    files: read,
    imports: new Map([...sources.imports, ["the-page", page]]),
  });
  if (!built.ok) throw new Error(built.message);
  const outcome = await session.renderer.render(
    { files: await provideFonts(built.files), entry: built.entry, viewport, deviceScaleFactor: 1 },
    signal,
  );
  if (!outcome.ok) throw new Error(`${page} could not be drawn: ${outcome.reason}.`);
  return encodePng(outcome.render.bitmap);
}
