import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Framework } from "../../src/project/detect/projectFacts";
import type { FilesSnapshot } from "../../src/project/sourceFiles";
import { OWN_PROJECTS } from "./ownProjects";
import { checkTypes } from "./viteProject";

const COPIES = join(import.meta.dirname, "../artefacts/reuse");

/**
 * What the type check of a project's own framework (tsc, vue-tsc, svelte-check), as strict as the project, says of a page that is put
 * beside its components; "" for nothing. Stays in the test's artefacts, where the packages of this repository are found.
 *
 * @param beside The folder of the project that the page's own is in.
 */
export async function projectFaults(
  framework: Framework,
  beside: string,
  page: FilesSnapshot,
): Promise<string> {
  const copy = join(COPIES, framework);
  await rm(copy, { recursive: true, force: true });
  await cp(OWN_PROJECTS[framework], copy, { recursive: true });
  // It fails when it is run, and a type check of Svelte runs it, as its owner's does.
  await rm(join(copy, "vite.config.ts"));
  for (const [path, bytes] of page) {
    const place = join(copy, beside, "page", path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
  return checkTypes(copy, framework);
}
