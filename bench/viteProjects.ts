/**
 * Puts pages that bench/targets.ts wrote into real Vite projects, checks their types and lint, builds them with the project's tools, and
 * says how true the built page is to its mockup beside what a run draws of the same files.
 *
 *   npx tsx bench/viteProjects.ts --set DIR --pages OUT [--ids d01,d02] [--targets react,vue] [--inspections CACHE] [--no-check]
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
import { buildViteProject, checkViteProject, createViteProject } from "../test/fakes/viteProject";

const MAX_LOSS = 0.005;

const { values: options } = parseArgs({
  options: {
    set: { type: "string" },
    pages: { type: "string" },
    ids: { type: "string" },
    targets: { type: "string" },
    inspections: { type: "string" },
    "no-check": { type: "boolean" },
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
      for (const id of options.ids?.split(",") ?? names)
        await compare(session, target, id, join(set, id), pages);
    }
  } finally {
    await session.dispose();
  }
}

async function compare(
  session: Session,
  target: TargetId,
  id: string,
  source: string,
  pages: string,
): Promise<void> {
  const facts = JSON.parse(await readFile(`${source}.json`, "utf8")) as {
    deviceScaleFactor: number;
  };
  const path = { kind: "path", path: `${source}.png` } as const;
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
  const complaints = options["no-check"] ? "" : await checkViteProject(project, target);
  const inProject = await fidelityOf(await buildViteProject(project));
  const isFine = complaints === "" && inRun - inProject <= MAX_LOSS;
  if (!isFine) process.exitCode = 1;
  console.log(
    `${target} ${id}: run ${inRun.toFixed(4)}, project ${inProject.toFixed(4)}${complaints === "" ? "" : `\n${complaints}`}`,
  );
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
