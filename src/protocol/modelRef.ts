import type { Shape } from "../base/schema";
import type { modelRefSchema } from "./schemas/modelRef";

export type ModelRef = Shape<typeof modelRefSchema>;

/** A model with weights on this machine. */
export type LocalModelRef = Exclude<ModelRef, { readonly kind: "tracer" }>;

/** How people name the embedded model. */
export const TRACER_NAME = "tracer";
export const TRACER: ModelRef = { kind: "tracer" };

/**
 * What a person wrote in a flag or a setting, or an older journal holds: "tracer", the path of a .gguf file, or an installed model's
 * name. The one place where that is told from the text. `mmproj` is dropped for models that are no file: they know theirs.
 */
export function parseModelRef(text: string, mmproj?: string): ModelRef {
  if (text === TRACER_NAME) return TRACER;
  if (!/\.gguf$/i.test(text)) return { kind: "installed", name: text };
  return { kind: "file", path: text, ...(mmproj !== undefined && { mmproj }) };
}

/** The text that {@link parseModelRef} reads as this model; a vision file is named apart. */
export function formatModelRef(ref: ModelRef): string {
  switch (ref.kind) {
    case "tracer":
      return TRACER_NAME;
    case "installed":
      return ref.name;
    case "file":
      return ref.path;
  }
}

/** A short name, for people: of a file its own, without its folder. */
export function describeModelRef(ref: ModelRef): string {
  return ref.kind === "file" ? ref.path.replace(/^.*[\\/]/, "") : formatModelRef(ref);
}

/** Whether both mean the same model, with whatever vision file. */
export function isSameModel(a: ModelRef, b: ModelRef): boolean {
  return a.kind === b.kind && formatModelRef(a) === formatModelRef(b);
}
