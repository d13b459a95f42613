import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sidecar } from "./kit";

/** The mockups of a folder that have a sidecar `<id>.json`, in order; `ids` (comma-separated) chooses some. */
export function readSet(folder: string, ids: string | undefined): Sidecar[] {
  const chosen = ids?.split(",");
  return readdirSync(folder)
    .filter((name) => /^[a-z]+\d+\.json$/.test(name))
    .filter((name) => chosen?.includes(name.slice(0, -5)) ?? true)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Sidecar);
}

/** The page for a mockup: `<folder>/<id>/index.html` or `<folder>/<id>.html`; undefined when there is none. */
export function findPage(folder: string, id: string): string | undefined {
  return [join(folder, id, "index.html"), join(folder, `${id}.html`)].find((path) =>
    existsSync(path),
  );
}
