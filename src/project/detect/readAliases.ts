import { posix } from "node:path";
import * as Type from "typebox";
import type { Folder } from "../../files/folder";
import { readJson } from "./readJson";

/** What stands before a path in imports, "@/", and the folder it means, "src/". */
export interface Alias {
  readonly prefix: string;
  readonly folder: string;
}

const FILES = ["tsconfig.json", "tsconfig.app.json", "jsconfig.json"];

const Config = Type.Object({
  compilerOptions: Type.Optional(
    Type.Object({
      baseUrl: Type.Optional(Type.String()),
      paths: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
    }),
  ),
});

/** The aliases of whole folders that a project's TypeScript knows, and that lie in the project. @throws AbortError. */
export async function readAliases(root: Folder, signal: AbortSignal): Promise<Alias[]> {
  const aliases = new Map<string, Alias>();
  for (const file of FILES) {
    const options = (await readJson(root, file, Config, signal))?.compilerOptions;
    for (const [pattern, [target]] of Object.entries(options?.paths ?? {})) {
      const folder = folderOf(options?.baseUrl ?? ".", target ?? "");
      if (folder === undefined || !/^[^*]+\/\*$/.test(pattern)) continue;
      const prefix = pattern.slice(0, -1);
      if (!aliases.has(prefix)) aliases.set(prefix, { prefix, folder });
    }
  }
  return [...aliases.values()];
}

/** "./src/*" → "src/"; undefined: it is no whole folder, or not in the project. */
function folderOf(base: string, target: string): string | undefined {
  if (!target.endsWith("/*")) return undefined;
  const path = posix.normalize(posix.join(base, target.slice(0, -1)));
  if (posix.isAbsolute(path) || path.startsWith("..") || posix.isAbsolute(target)) return undefined;
  return path === "./" ? "" : path;
}
