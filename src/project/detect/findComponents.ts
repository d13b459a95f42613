import type { Framework } from "./projectFacts";

/** The endings of a framework's components. */
export const COMPONENT_FILES: Readonly<Record<Framework, RegExp>> = {
  react: /\.[jt]sx$/,
  vue: /\.vue$/,
  svelte: /\.svelte$/,
};

const NO_COMPONENTS = /(\.|\/)(test|tests|spec|stories|__tests__|__mocks__)(\.|\/)/;

/** The folder where a project keeps its components: of those called so, the one with the most in it; else where one would be made. */
export function findComponentsFolder(paths: readonly string[], framework: Framework): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = /^(?:.*\/)?components(?=\/)/.exec(path)?.[0];
    if (folder === undefined || NO_COMPONENTS.test(path)) continue;
    if (COMPONENT_FILES[framework].test(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const [most] = [...counts].sort(
    ([a, one], [b, other]) => other - one || a.length - b.length || (a < b ? -1 : 1),
  );
  if (most) return most[0];
  const has = (folder: string): boolean => paths.some((path) => path.startsWith(folder));
  if (framework === "svelte" && has("src/routes/")) return "src/lib/components";
  return has("src/") ? "src/components" : "components";
}
