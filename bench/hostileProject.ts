/**
 * Makes a project that was prepared against whoever looks at it (see test/fakes/hostileProject.ts), looks at it as `mockloop project`,
 * `mockloop components scan` and `read_project` do, and says how long that took, what was found, what was executed, and what was read
 * outside of it.
 *
 *   npx tsx bench/hostileProject.ts [--files 100000]
 *
 * Exits with 1 when anything was executed or read outside, or something took longer than a minute.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Folder } from "../src/files/folder";
import { detectProject } from "../src/project/detect/detectProject";
import { ProjectFiles } from "../src/project/files/projectFiles";
import { scanComponents } from "../src/targets/scan/scanComponents";
import { createReadProjectTool } from "../src/tools/read/readProject";
import { makeHostileProject } from "../test/fakes/hostileProject";

const MOST_MS = 60_000;

const { values: options } = parseArgs({
  options: { files: { type: "string", default: "100000" } },
});
const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), "mockloop-hostile-"));

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const { project, ran, readOutside } = makeHostileProject(folder, {
    files: Number(options.files),
    rules: 15_000,
  });
  const facts = await timed("detect", async () =>
    detectProject(await Folder.open(project), signal),
  );
  const { framework = "react" } = facts;
  const files = await ProjectFiles.open({ folder: project, files: ["**"] });
  const { found, notices } = await timed("scan", () =>
    scanComponents(files, { ...facts, framework }, signal),
  );
  const listed = createReadProjectTool(files).prepare("{}");
  if (typeof listed !== "string") await timed("list for a model", () => listed.run(signal));
  console.log(`${framework}, whole ${facts.isWhole}, aliases ${JSON.stringify(facts.aliases)}`);
  console.log(`${found.components.length} components, ${notices.length} notices`);
  for (const notice of notices.slice(0, 10)) console.log(`  ${notice}`);
  const outside = readOutside();
  console.log(`executed: ${existsSync(ran) ? "yes" : "nothing"}`);
  console.log(`read outside: ${outside?.join(", ") ?? "this disk does not tell"}`);
  if (existsSync(ran) || (outside && outside.length > 0)) process.exitCode = 1;
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  const ms = performance.now() - begin;
  const megabytes = Math.round(process.memoryUsage().rss / 1e6);
  console.log(`${what}: ${(ms / 1000).toFixed(1)} s, ${megabytes} MB of memory`);
  if (ms > MOST_MS) process.exitCode = 1;
  return result;
}
