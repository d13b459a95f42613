/**
 * Writes pages in several targets, builds and draws each, and says how far its pixels are from those of the html target. No corrections:
 * what is compared is how the same tree is written.
 *
 *   npx tsx bench/targets.ts --set DIR --out OUT [--ids d01,d02] [--targets react,vue] [--form placed] [--inspections CACHE]
 *
 * DIR and CACHE are as for bench/trace.ts. Leaves the files in `OUT/<target>/<id>/`, how they look in `OUT/<target>/<id>.png`, and what a
 * browser draws of them in `OUT/built/<target>/<id>/`.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import pixelmatch from "pixelmatch";
import { createSession } from "../src/app/session/createSession";
import { provideFonts } from "../src/fonts/fontFiles";
import { crop, type Bitmap } from "../src/image/bitmap";
import { encodePng } from "../src/image/codec";
import type { Inspection } from "../src/inspect/inspection";
import type { Mockup } from "../src/mockup/mockup";
import type { Rect } from "../src/base/geometry";
import type { FilesSnapshot } from "../src/project/sourceFiles";
import { TARGET_IDS, type TargetId } from "../src/project/target";
import type { Session } from "../src/run/session";
import type { PageTree } from "../src/targets/page/pageTree";
import { loadTargetCode } from "../src/targets/loadTargetCode";
import { countClasses, withUtilities } from "../src/targets/tailwind/utilityTree";
import { createPlacedForm, createUnderstoodForm } from "../src/trace/pageForm";

const { values: options } = parseArgs({
  options: {
    set: { type: "string" },
    out: { type: "string" },
    ids: { type: "string" },
    targets: { type: "string" },
    form: { type: "string" },
    inspections: { type: "string" },
  },
});

const signal = new AbortController().signal;

await main();

async function main(): Promise<void> {
  const { set, out } = options;
  if (!set || !out) throw new Error("Say --set DIR and --out DIR.");
  const names = await readdir(set);
  const all = names.filter((name) => /^[a-z]\d+\.png$/.test(name)).map((name) => name.slice(0, -4));
  const targets = (options.targets?.split(",") ?? TARGET_IDS) as TargetId[];
  const sums = new Map<string, number>();
  const classes = { all: 0, arbitrary: 0 };
  const ids = options.ids?.split(",") ?? all;
  const session = createSession();
  try {
    for (const id of ids) {
      const { mockup, inspection } = await read(session, set, id);
      const page = writePage(mockup, inspection);
      const expected = await draw(session, mockup, page, "html", out, id);
      const words: string[] = [];
      for (const target of targets.filter((one) => one !== "html")) {
        const drawn = await draw(session, mockup, page, target, out, id);
        const share = mismatch(expected, drawn);
        sums.set(target, (sums.get(target) ?? 0) + share);
        words.push(`${target} ${(share * 100).toFixed(3)} %`);
      }
      const { all, arbitrary } = countClasses(withUtilities(page.tree).elements);
      classes.all += all;
      classes.arbitrary += arbitrary;
      console.log(id, words.join("  "), ` Tailwind's classes ${all}, arbitrary ${arbitrary}`);
    }
  } finally {
    await session.dispose();
  }
  for (const [target, sum] of sums)
    console.log(`mean ${target}: ${((sum / ids.length) * 100).toFixed(3)} %`);
  const share = (100 * classes.arbitrary) / classes.all;
  console.log(`arbitrary: ${share.toFixed(1)} % of ${classes.all} Tailwind classes`);
}

async function read(
  session: Session,
  set: string,
  id: string,
): Promise<{ mockup: Mockup; inspection: Inspection }> {
  const facts = JSON.parse(await readFile(join(set, `${id}.json`), "utf8")) as {
    deviceScaleFactor: number;
    mockup?: string;
  };
  const source = { kind: "path", path: join(set, facts.mockup ?? `${id}.png`) } as const;
  const mockup = await session.load(source, facts.deviceScaleFactor, signal);
  const kept = options.inspections && join(options.inspections, `${id}.json`);
  const text = kept && (await readFile(kept, "utf8").catch(() => undefined));
  if (text) return { mockup, inspection: JSON.parse(text) as Inspection };
  const inspection = await session.inspect(mockup, signal);
  if (kept) {
    await mkdir(dirname(kept), { recursive: true });
    await writeFile(kept, JSON.stringify(inspection));
  }
  return { mockup, inspection };
}

/** A page, before a target writes it, and its pictures by their paths. */
interface BenchPage {
  readonly tree: PageTree;
  readonly pictures: ReadonlyMap<string, Rect>;
}

function writePage(mockup: Mockup, inspection: Inspection): BenchPage {
  const createForm = options.form === "placed" ? createPlacedForm : createUnderstoodForm;
  const form = createForm(mockup, inspection);
  const { pictures } = form.draft;
  const paths = new Map(pictures.map(({ id }, i) => [id, `assets/picture-${i + 1}.png`]));
  return {
    tree: form.write(form.draft, ({ id }) => paths.get(id) ?? ""),
    pictures: new Map(pictures.map(({ id, box }) => [paths.get(id) ?? "", box])),
  };
}

async function draw(
  { renderer }: Session,
  mockup: Mockup,
  { tree, pictures }: BenchPage,
  target: TargetId,
  out: string,
  id: string,
): Promise<Bitmap> {
  const code = await loadTargetCode(target);
  const files = new Map<string, Uint8Array>();
  for (const [path, text] of await code.write(tree))
    files.set(path, new TextEncoder().encode(text));
  for (const [path, box] of pictures) files.set(path, await cut(mockup, box));
  await keep(files, join(out, target, id));
  const built = await code.build(files);
  if (!built.ok) throw new Error(built.message);
  const drawn = await provideFonts(built.files);
  await keep(drawn, join(out, "built", target, id));
  const request = {
    files: drawn,
    entry: built.entry,
    viewport: mockup.cssSize,
    deviceScaleFactor: mockup.deviceScaleFactor,
  };
  const outcome = await renderer.render(request, signal);
  if (!outcome.ok) throw new Error(outcome.message);
  const { bitmap, facts } = outcome.render;
  for (const { kind, message } of facts) console.log(`${target}: ${kind}: ${message}`);
  await writeFile(join(out, target, `${id}.png`), await encodePng(bitmap));
  return bitmap;
}

async function keep(files: FilesSnapshot, folder: string): Promise<void> {
  for (const [path, bytes] of files) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
}

function cut({ bitmap, deviceScaleFactor }: Mockup, box: Inspection["pictures"][number]["box"]) {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((length) =>
    Math.round(length * deviceScaleFactor),
  ) as [number, number, number, number];
  return encodePng(crop(bitmap, { x, y, width, height }));
}

/** The share of pixels that differ visibly; all where the sizes do. */
function mismatch(a: Bitmap, b: Bitmap): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const count = pixelmatch(a.rgba, b.rgba, undefined, a.width, a.height, { threshold: 0.1 });
  return count / (a.width * a.height);
}
