/**
 * Writes pages in several targets, builds and draws each, and says how far its pixels, and its code in a scorer's eyes, are from those of
 * the html target. No corrections: what is compared is how the same tree is written. What compilers and lints of each ecosystem say of the
 * files, bench/viteProjects.ts says.
 *
 *   npx tsx bench/targets.ts --set DIR --out OUT [--kit KIT] [--ids d01,d02] [--targets react,vue] [--form placed] [--inspections CACHE]
 *
 * DIR and CACHE are as for bench/trace.ts, KIT as for bench/fidelity.ts. Leaves the files in `OUT/<target>/<id>/`, how they look in
 * `OUT/<target>/<id>.png`, and what a browser draws of them in `OUT/built/<target>/<id>/`.
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
import { openKit, type CodeRow, type Sidecar } from "./kit";
import { createPlacedForm, createUnderstoodForm } from "../src/trace/pageForm";

const { values: options } = parseArgs({
  options: {
    set: { type: "string" },
    out: { type: "string" },
    kit: { type: "string" },
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
  const others = targets.filter((one) => one !== "html");
  const distances = new Map<TargetId, Distance[]>(others.map((target) => [target, []]));
  const classes = { all: 0, arbitrary: 0 };
  const kit = options.kit === undefined ? undefined : await openKit(options.kit);
  const session = createSession();
  try {
    for (const id of options.ids?.split(",") ?? all) {
      const truth = JSON.parse(await readFile(join(set, `${id}.json`), "utf8")) as Sidecar;
      const { mockup, inspection } = await read(session, set, id, truth);
      const page = writePage(mockup, inspection);
      const seen = async (target: TargetId): Promise<Seen> => {
        const { bitmap, entry } = await draw(session, mockup, page, target, out, id);
        return { bitmap, code: await kit?.scoreCode(entry, truth) };
      };
      const html = await seen("html");
      const words: string[] = [];
      for (const target of others) {
        const distance = distanceOf(html, await seen(target));
        distances.get(target)?.push(distance);
        words.push(`${target} ${inWords(distance)}`);
      }
      const { all, arbitrary } = countClasses(withUtilities(page.tree).elements);
      classes.all += all;
      classes.arbitrary += arbitrary;
      console.log(id, words.join("  "), ` Tailwind's classes ${all}, arbitrary ${arbitrary}`);
    }
  } finally {
    await session.dispose();
    await kit?.close();
  }
  for (const [target, list] of distances)
    for (const [word, of] of [
      ["mean", mean],
      ["worst", worst],
    ] as const) {
      const [pixels, reflow, tags] = [of(list, "pixels"), of(list, "reflow"), of(list, "tags")];
      console.log(`${word} ${target}: ${inWords({ pixels, reflow, tags })}`);
    }
  const share = (100 * classes.arbitrary) / classes.all;
  console.log(`arbitrary: ${share.toFixed(1)} % of ${classes.all} Tailwind classes`);
}

/** How a page looks, and what the scorer says of its code. */
interface Seen {
  readonly bitmap: Bitmap;
  readonly code: CodeRow | undefined;
}

/** How far a page is from the one in HTML: a share of the pixels, and parts of the code's score. */
interface Distance {
  readonly pixels: number;
  readonly reflow: number;
  readonly tags: number;
}

function distanceOf(html: Seen, other: Seen): Distance {
  const apart = (part: "reflow" | "tags"): number =>
    Math.abs((html.code?.[part] ?? 0) - (other.code?.[part] ?? 0));
  return {
    pixels: mismatch(html.bitmap, other.bitmap),
    reflow: apart("reflow"),
    tags: apart("tags"),
  };
}

function mean(list: readonly Distance[], part: keyof Distance): number {
  return list.reduce((sum, one) => sum + one[part], 0) / list.length;
}

function worst(list: readonly Distance[], part: keyof Distance): number {
  return Math.max(...list.map((one) => one[part]));
}

function inWords({ pixels, reflow, tags }: Distance): string {
  const code = options.kit ? `, reflow ${reflow.toFixed(3)}, tags ${tags.toFixed(3)}` : "";
  return `${(pixels * 100).toFixed(3)} %${code}`;
}

async function read(
  session: Session,
  set: string,
  id: string,
  truth: Sidecar,
): Promise<{ mockup: Mockup; inspection: Inspection }> {
  const source = { kind: "path", path: join(set, truth.mockup ?? `${id}.png`) } as const;
  const mockup = await session.load(source, truth.deviceScaleFactor, signal);
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
): Promise<{ readonly bitmap: Bitmap; readonly entry: string }> {
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
  return { bitmap, entry: join(out, "built", target, id, built.entry) };
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
