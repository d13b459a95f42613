import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Folder } from "../../../../src/files/folder";
import type { ProjectComponent } from "../../../../src/project/components/projectComponent";
import { detectProject } from "../../../../src/project/detect/detectProject";
import { ProjectFiles } from "../../../../src/project/files/projectFiles";
import type { WalkLimits } from "../../../../src/project/files/walkProject";
import { scanComponents, type Scan } from "../../../../src/targets/scan/scanComponents";

const { signal } = new AbortController();

/** What a scan finds in a folder, with what is detected of it. */
export async function scan(folder: string, limits?: WalkLimits): Promise<Scan> {
  const { framework, ...facts } = await detectProject(await Folder.open(folder), signal, limits);
  assert.ok(framework);
  const files = await ProjectFiles.open({ folder, files: ["**"] }, limits);
  return scanComponents(files, { ...facts, framework }, signal);
}

/** Writes texts into a folder, by their paths in it. */
export function putFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export const rolesIn = ({ found }: Scan): Record<string, string | undefined> =>
  Object.fromEntries(found.components.map(({ name, role }) => [name, role]));

/** The component of that name. @throws where there is none. */
export const named = ({ found }: Scan, name: string): ProjectComponent => {
  const one = found.components.find((component) => component.name === name);
  assert.ok(one, name);
  return one;
};
