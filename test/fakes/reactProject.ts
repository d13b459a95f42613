import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A project of somebody's, with components of its own and pages made of them. Its configurations are code that fails when it is run. */
export const REACT_PROJECT = join(import.meta.dirname, "../fixtures/projects/react");

export function readJsonFile(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
