/**
 * Draws a project's own pages, takes the pictures as mockups, has the tracer write them with the project's components, and says how
 * true the written pages look and what they import. Without `--project` it is the React project of the tests.
 *
 *   npx tsx bench/reuse.ts --out OUT [--project DIR] [--pages src/pages/A.tsx,…] [--no-reuse]
 *
 * DIR has a components file, or one is proposed; its pages are the components in `src/pages`. Leaves mockups, pages and renders in OUT.
 */
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import { Folder } from "../src/files/folder";
import { PermissionDesk } from "../src/policy/permissionDesk";
import { printComponentsFile } from "../src/project/components/componentsFile";
import { detectProject } from "../src/project/detect/detectProject";
import { COMPONENT_FILES } from "../src/project/detect/findComponents";
import type { Framework } from "../src/project/detect/projectFacts";
import { ProjectFiles } from "../src/project/files/projectFiles";
import { findTarget } from "../src/project/target";
import { openReuse } from "../src/targets/reuse/openReuse";
import { runMockup } from "../src/run/runMockup";
import { scanComponents } from "../src/targets/scan/scanComponents";
import { drawOwnPage } from "../test/fakes/drawOwnPage";

const FIXTURE = join(import.meta.dirname, "../test/fixtures/projects/react");
const ALLOW = [{ name: "bench", defaults: { "read-project": "allow" } }] as const;

const { values: options } = parseArgs({
  options: {
    out: { type: "string" },
    project: { type: "string", default: FIXTURE },
    pages: { type: "string" },
    "no-reuse": { type: "boolean", default: false },
  },
});

const signal = new AbortController().signal;

await main();

async function main(): Promise<void> {
  if (options.out === undefined) throw new Error("Say --out OUT.");
  const out = resolve(options.out);
  const project = resolve(options.project);
  await mkdir(out, { recursive: true });
  const session = createSession({ policy: [...ALLOW] });
  try {
    const { framework, file } = await propose(project);
    const target = findTarget(framework);
    if (!target) throw new Error(`There is no target ${framework}.`);
    const desk = new PermissionDesk({ policy: ALLOW, ask: undefined });
    const { reuse, notices } = await openReuse(file, target, desk, signal);
    for (const notice of notices) console.log(notice);
    if (!reuse) throw new Error("There are no components.");
    for (const page of options.pages?.split(",") ?? (await pagesOf(project, framework))) {
      const name = basename(page).replace(/\.\w+$/, "");
      const mockup = join(out, `${name}.png`);
      await writeFile(mockup, await drawOwnPage(session, project, page, reuse));
      const line = await runMockup(
        session,
        {
          mockup,
          runDir: join(out, "runs", name),
          out: join(out, name),
          model: { kind: "tracer" },
          target: framework,
          maxIterations: 10,
          ...(!options["no-reuse"] && { components: file }),
        },
        (one) => {
          if (one.type === "notice") console.log(one.message);
        },
        signal,
      );
      console.log(name, "fidelity", line.fidelity?.toFixed(4), line.files.join(" "));
    }
  } finally {
    await session.dispose();
  }
}

async function pagesOf(project: string, framework: Framework): Promise<string[]> {
  const names = await readdir(join(project, "src/pages"));
  return names
    .filter((name) => COMPONENT_FILES[framework].test(name))
    .map((name) => `src/pages/${name}`);
}

/** The components file of a project: its own, or the one that is proposed, which is written there. */
async function propose(project: string) {
  const facts = await detectProject(await Folder.open(project), signal);
  const { framework } = facts;
  if (!framework) throw new Error(`${project} has no framework that is known.`);
  const file = join(project, "mockloop.components.json");
  if (await readFile(file).catch(() => undefined)) return { framework, file };
  const files = await ProjectFiles.open({ folder: project, files: ["**"] });
  const { found } = await scanComponents(files, { ...facts, framework }, signal);
  await writeFile(file, printComponentsFile(found));
  return { framework, file };
}
