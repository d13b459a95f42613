import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../../..");

/** The editor's tables: words by what stands for them in package.json. */
export function readNls(language = ""): Readonly<Record<string, string>> {
  const name = language === "" ? "package.nls.json" : `package.nls.${language}.json`;
  return JSON.parse(readFileSync(join(root, name), "utf8")) as Record<string, string>;
}

/** package.json as the editor reads it, in English. */
export function readManifest(): unknown {
  const nls = readNls();
  const text = readFileSync(join(root, "package.json"), "utf8");
  return JSON.parse(
    text.replaceAll(/"%([\w.-]+)%"/g, (whole, key: string) => JSON.stringify(nls[key] ?? whole)),
  );
}
