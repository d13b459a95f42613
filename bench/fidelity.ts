/**
 * Both scores of a set of mockups, what a page looks like and what its code is like, next to hand-written baselines where there
 * are any, and a gallery of the pages at four widths:
 *
 *     npm run bench:fidelity -- SET [--ids d01,d02] [--out DIR] [--pages DIR] [--baseline DIR] [--kit DIR] [--no-scale]
 *
 * SET holds sidecars `<id>.json` (size, scale factor; `mockup` names the picture where it is not `<id>.png`). Without --pages
 * the product makes each page first, with the tracer, into OUT/pages/<id>. The kit (or the environment variable MOCKLOOP_KIT) is
 * a ground-truth scorer; without one the product's own measures are printed. --no-scale leaves the scale factor for the product
 * to find. Writes OUT/gallery.html and OUT/scores.json.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import type { Session } from "../src/run/session";
import { runMockup } from "../src/run/runMockup";
import { readPageFolder } from "../src/pages/readPageFolder";
import { createComparer } from "../src/compare/comparePage";
import { planExamination } from "../src/craft/examinePage";
import { encodePng } from "../src/image/codec";
import { galleryHtml, type GalleryRow } from "./galleryHtml";
import { mean } from "./correlation";
import { openKit, type Kit, type Sidecar } from "./kit";
import { findPage, readSet } from "./mockupSet";
import { TRACER } from "../src/protocol/modelRef";

/** What one page comes to. */
interface PageScores {
  /** The kit's `combined`, or our fidelity. */
  readonly picture: number;
  readonly mismatch: number;
  readonly code: number;
  readonly parts: Readonly<Record<string, number | null>>;
}

const GALLERY_WIDTHS = [360, 768, 1440, 1920];
const signal = new AbortController().signal;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    ids: { type: "string" },
    out: { type: "string", default: "bench-out/fidelity" },
    pages: { type: "string" },
    baseline: { type: "string" },
    kit: { type: "string" },
    "no-scale": { type: "boolean", default: false },
  },
});

await main(positionals[0]);

async function main(set: string | undefined): Promise<void> {
  if (!set) throw new Error("Name the folder with the mockups.");
  const out = resolve(values.out);
  const beside = join(set, "../baseline");
  const baselines = values.baseline ?? (existsSync(beside) ? beside : undefined);
  const kitFolder = values.kit ?? process.env["MOCKLOOP_KIT"];
  const kit = kitFolder ? await openKit(kitFolder) : undefined;
  const session = createSession();
  const rows: GalleryRow[] = [];
  const scores: Record<string, { page?: PageScores; baseline?: PageScores; ms?: number }> = {};
  console.log(kit ? "combined and code by the kit" : "our own fidelity and code");
  try {
    for (const truth of readSet(set, values.ids)) {
      const started = performance.now();
      const page = values.pages
        ? findPage(values.pages, truth.id)
        : await generate(session, set, truth, join(out, "pages", truth.id));
      const ms = performance.now() - started;
      if (!page) {
        console.log(truth.id, "no page");
        continue;
      }
      const judge = kit ? judgeByKit(kit, set, truth) : judgeOurselves(session, set, truth);
      const own = await judge(page);
      const baselinePage = baselines && findPage(baselines, truth.id);
      const baseline = baselinePage ? await judge(baselinePage) : undefined;
      scores[truth.id] = { page: own, ...(baseline && { baseline }), ms };
      console.log(
        truth.id,
        describe(own),
        baseline ? `| baseline ${describe(baseline)}` : "",
        values.pages ? "" : `| ${(ms / 1000).toFixed(1)} s`,
      );
      const pictures = await draw(session, page, join(out, "gallery"), truth);
      const mockup = `gallery/${truth.id}${extname(mockupOf(truth))}`;
      await copyFile(join(set, mockupOf(truth)), join(out, mockup));
      const title = `${truth.id}: ${describe(own)}${baseline ? ` (baseline ${describe(baseline)})` : ""}`;
      rows.push({ title, mockup, pictures });
      await writeFile(join(out, "gallery.html"), galleryHtml(basename(resolve(set)), rows));
    }
  } finally {
    await session.dispose();
    await kit?.close();
  }
  await writeFile(join(out, "scores.json"), JSON.stringify(scores, undefined, 1));
  summarise(
    "all pages",
    Object.values(scores).flatMap(({ page }) => page ?? []),
  );
  const compared = Object.values(scores).filter(({ baseline }) => baseline);
  if (compared.length > 0) {
    summarise(
      "pages with a baseline",
      compared.flatMap(({ page }) => page ?? []),
    );
    summarise(
      "the baselines",
      compared.flatMap(({ baseline }) => baseline ?? []),
    );
  }
  console.log(join(out, "gallery.html"));
}

function mockupOf({ mockup, png }: Sidecar): string {
  return mockup ?? png;
}

/** The page as the product makes it. */
async function generate(
  session: Session,
  set: string,
  truth: Sidecar,
  folder: string,
): Promise<string | undefined> {
  const request = {
    mockup: resolve(set, mockupOf(truth)),
    runDir: join(folder, ".mockloop"),
    out: folder,
    model: TRACER,
    target: "html",
    maxIterations: 5,
    ...(!values["no-scale"] && { deviceScaleFactor: truth.deviceScaleFactor }),
  };
  const end = await runMockup(session, request, () => undefined, signal);
  return end.files.includes("index.html") ? join(folder, "index.html") : undefined;
}

type Judge = (page: string) => Promise<PageScores>;

function judgeByKit(kit: Kit, set: string, truth: Sidecar): Judge {
  return async (page) => {
    const { combined, pixel } = await kit.scorePicture(page, truth, set);
    const { code, tags, reflow, flow, economy, dom, names, numbers } = await kit.scoreCode(
      page,
      truth,
    );
    const parts = { tags, reflow, flow, economy, dom, names, numbers };
    return { picture: combined, mismatch: pixel.mismatch, code, parts };
  };
}

function judgeOurselves(session: Session, set: string, truth: Sidecar): Judge {
  const prepare = async () => {
    const source = { kind: "path", path: join(set, mockupOf(truth)) } as const;
    const mockup = await session.load(source, truth.deviceScaleFactor, signal);
    return { mockup, comparer: createComparer(mockup, await session.inspect(mockup, signal)) };
  };
  let prepared: ReturnType<typeof prepare> | undefined;
  return async (page) => {
    prepared ??= prepare();
    const { mockup, comparer } = await prepared;
    const { cssSize: viewport, deviceScaleFactor } = mockup;
    const examined = { files: await readPageFolder(page, signal), entry: basename(page), viewport };
    const { survey, conclude } = planExamination(examined);
    const outcome = await session.renderer.render({ ...examined, deviceScaleFactor, survey });
    const code = outcome.ok ? conclude(outcome.render) : undefined;
    if (!outcome.ok || !code) return { picture: 0, mismatch: 1, code: 0, parts: {} };
    const { fidelity, mismatchRatio } = await comparer.compare(outcome.render, signal);
    return {
      picture: fidelity,
      mismatch: mismatchRatio,
      code: code.score,
      parts: { ...code.parts },
    };
  };
}

/** Draws the page in windows of several widths; the pictures' paths are relative to the gallery. */
async function draw(
  session: Session,
  page: string,
  folder: string,
  { id }: Sidecar,
): Promise<GalleryRow["pictures"]> {
  const files = await readPageFolder(page, signal);
  const pictures: { width: number; path: string }[] = [];
  for (const width of GALLERY_WIDTHS) {
    const request = { files, entry: basename(page), deviceScaleFactor: 1 };
    const outcome = await session.renderer.render({
      ...request,
      viewport: { width, height: 900 },
    });
    if (!outcome.ok) continue;
    const path = join(folder, `${id}-${width}.png`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await encodePng(outcome.render.bitmap));
    pictures.push({ width, path: `gallery/${basename(path)}` });
  }
  return pictures;
}

function describe({ picture, mismatch, code, parts }: PageScores): string {
  const each = Object.entries(parts).map(([part, value]) => `${part} ${value?.toFixed(2) ?? "–"}`);
  return `picture ${picture.toFixed(3)} mismatch ${mismatch.toFixed(3)} code ${code.toFixed(3)} (${each.join(" ")})`;
}

function summarise(title: string, rows: readonly PageScores[]): void {
  const names = Object.keys(rows[0]?.parts ?? {});
  const parts = Object.fromEntries(
    names.map((name) => {
      const known = rows.flatMap(({ parts: { [name]: value } }) => value ?? []);
      return [name, known.length > 0 ? mean(known) : null];
    }),
  );
  const picture = mean(rows.map((row) => row.picture));
  const mismatch = mean(rows.map((row) => row.mismatch));
  const code = mean(rows.map((row) => row.code));
  console.log(`${title} (${rows.length}): ${describe({ picture, mismatch, code, parts })}`);
}
