import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Framework } from "../../src/project/detect/projectFacts";

const PROJECTS = join(import.meta.dirname, "../fixtures/projects");

/**
 * A project of somebody's for each framework, with components of its own and the same two pages made of them. Their configurations are
 * code that fails when it is run.
 */
export const OWN_PROJECTS: Readonly<Record<Framework, string>> = {
  react: join(PROJECTS, "react"),
  vue: join(PROJECTS, "vue"),
  svelte: join(PROJECTS, "svelte"),
};

export const REACT_PROJECT = OWN_PROJECTS.react;

export function readJsonFile(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
