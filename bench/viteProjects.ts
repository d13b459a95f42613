/**
 * Puts pages that bench/targets.ts wrote into real Vite projects: all of a target into one, whose types and lint are checked, and each into
 * one that is built with the project's tools. Says how true the built page is to its mockup beside what a run draws of the same files.
 *
 *   npx tsx bench/viteProjects.ts --set DIR --pages OUT [--ids d01,d02] [--targets react,vue] [--inspections CACHE] [--no-check | --no-build]
 *
 * DIR and CACHE are as for bench/trace.ts, OUT as bench/targets.ts left it. Exits with 1 when a check complains, or a page is more than
 * .005 away from the run's.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import type { Inspection } from "../src/inspect/inspection";
import type { Mockup } from "../src/mockup/mockup";
import { measurePage } from "../src/pages/measurePage";
import type { FilesSnapshot } from "../src/project/sourceFiles";
import { TARGET_IDS, type TargetId } from "../src/project/target";
import type { Session } from "../src/run/session";
import type { Sidecar } from "./kit";
import { buildViteProject, checkViteProject, createViteProject } from "../test/fakes/viteProject";

const MAX_LOSS = 0.005;

const { values: options } = parseArgs({
  options: {
    set: { type: "string" },
    pages: { type: "string" },
    ids: { type: "string" },
    targets: { type: "string" },
    inspections: { type: "string" },
    "no-check": { type: "boolean", default: false },
    "no-build": { type: "boolean", default: false },
  },
});

const signal = new AbortController().signal;

await main();

async function main(): Promise<void> {
  const { set, pages } = options;
  if (!set || !pages) throw new Error("Say --set DIR and --pages OUT.");
  const targets = (options.targets?.split(",") ??
    TARGET_IDS.filter((id) => id !== "html")) as TargetId[];
  const session = createSession();
  try {
    for (const target of targets) {
      const names = await readdir(join(pages, "built", target));
      const ids = options.ids?.split(",") ?? names;
      if (!options["no-check"]) await check(target, ids, pages);
      if (!options["no-build"])
        for (const id of ids) await compare(session, target, id, join(set, id), pages);
    }
  } finally {
    await session.dispose();
  }
}

/** All pages of a target beside each other in one project; the first of them is its application too. */
async function check(target: TargetId, ids: readonly string[], pages: string): Promise<void> {
  const files = new Map<string, Uint8Array>();
  for (const [index, id] of ids.entries())
    for (const [path, bytes] of await readFolder(join(pages, target, id))) {
      files.set(`pages/${id}/${path}`, bytes);
      if (index === 0) files.set(path, bytes);
    }
  const project = await createViteProject(`${target}-checked`, target, files);
  const complaints = await checkViteProject(project, target);
  if (complaints !== "") process.exitCode = 1;
  console.log(`${target}: ${ids.length} pages, ${complaints || "no complaint"}`);
}

async function compare(
  session: Session,
  target: TargetId,
  id: string,
  source: string,
  pages: string,
): Promise<void> {
  const facts = JSON.parse(await readFile(`${source}.json`, "utf8")) as Sidecar;
  const path = {
    kind: "path",
    path: join(dirname(source), facts.mockup ?? `${id}.png`),
  } as const;
  const mockup = await session.load(path, facts.deviceScaleFactor, signal);
  const cached = { ...session, inspect: () => inspect(session, mockup, id) };
  const fidelityOf = async (files: FilesSnapshot): Promise<number> => {
    const page = [...files.keys()].find((one) => /^[^/]*\.html$/.test(one)) ?? "";
    const measured = await measurePage(cached, mockup, { page, files }, [], signal);
    return measured.comparison.fidelity;
  };
  const inRun = await fidelityOf(await readFolder(join(pages, "built", target, id)));
  const name = `${target}-${id}`;
  const project = await createViteProject(name, target, await readFolder(join(pages, target, id)));
  const inProject = await fidelityOf(await buildViteProject(project));
  if (inRun - inProject > MAX_LOSS) process.exitCode = 1;
  console.log(`${target} ${id}: run ${inRun.toFixed(4)}, project ${inProject.toFixed(4)}`);
}

async function inspect(session: Session, mockup: Mockup, id: string): Promise<Inspection> {
  const kept = options.inspections && join(options.inspections, `${id}.json`);
  const text = kept && (await readFile(kept, "utf8").catch(() => undefined));
  if (text) return JSON.parse(text) as Inspection;
  const inspection = await session.inspect(mockup, signal);
  if (kept) {
    await mkdir(dirname(kept), { recursive: true });
    await writeFile(kept, JSON.stringify(inspection));
  }
  return inspection;
}

async function readFolder(folder: string): Promise<FilesSnapshot> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.slice(folder.length + 1), await readFile(path));
  }
  return files;
}
