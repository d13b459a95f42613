import type { TargetId } from "../target";
import type { Alias } from "./readAliases";

export type Framework = "react" | "vue" | "svelte";

/** What a project is made of, as far as its files tell without being run. */
export interface ProjectFacts {
  readonly framework: Framework | undefined;
  readonly hasTypeScript: boolean;
  /** Tailwind's major version, and the style sheet that imports it; undefined: there is no Tailwind. */
  readonly tailwind: { readonly version: number; readonly stylesheet?: string } | undefined;
  readonly hasCssModules: boolean;
  readonly aliases: readonly Alias[];
  readonly formatter: string | undefined;
  readonly linter: string | undefined;
  /** Where its components are, or would be: "src/components"; undefined: it has none. */
  readonly components: string | undefined;
  /** Whether all of its files were looked at; false: there are too many. */
  readonly isWhole: boolean;
}

/** The first version of Tailwind whose classes are written. */
const MIN_TAILWIND = 4;

/** The target that fits a project best. */
export function suggestTarget({ framework, tailwind }: ProjectFacts): TargetId {
  const hasTailwind = tailwind !== undefined && tailwind.version >= MIN_TAILWIND;
  if (framework === "react") return hasTailwind ? "react-tailwind" : "react";
  return framework ?? (hasTailwind ? "tailwind" : "html");
}
