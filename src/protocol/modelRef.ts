import type { Shape } from "../base/schema";
import type { modelRefSchema } from "./schemas/modelRef";

export type ModelRef = Shape<typeof modelRefSchema>;

/** A model with weights on this machine. */
export type LocalModelRef = Extract<ModelRef, { readonly kind: "installed" | "file" }>;

/** A model behind a server that speaks OpenAI's protocol. */
export type ServerModelRef = Extract<ModelRef, { readonly kind: "server" | "endpoint" }>;

/** How people name the embedded model. */
export const TRACER_NAME = "tracer";
export const TRACER: ModelRef = { kind: "tracer" };

const SERVER_PREFIX = "server:";
const EDITOR_PREFIX = "editor:";

/**
 * What a person wrote in a flag or a setting, or an older journal holds: "tracer", "server:" and a saved server's name, a server's
 * address ("https://host/v1#model"), "editor:" and an id, the path of a .gguf file, or an installed model's name. The one place where
 * that is told from the text. `mmproj` is dropped for models that are no file: they know theirs.
 */
export function parseModelRef(text: string, mmproj?: string): ModelRef {
  if (text === TRACER_NAME) return TRACER;
  if (text.startsWith(SERVER_PREFIX))
    return { kind: "server", name: text.slice(SERVER_PREFIX.length) };
  if (text.startsWith(EDITOR_PREFIX))
    return { kind: "editor", id: text.slice(EDITOR_PREFIX.length) };
  if (/^https?:\/\//i.test(text)) {
    const [url = "", ...model] = text.split("#");
    return { kind: "endpoint", url, model: model.join("#") };
  }
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
    case "server":
      return `${SERVER_PREFIX}${ref.name}`;
    case "endpoint":
      return ref.model === "" ? ref.url : `${ref.url}#${ref.model}`;
    case "editor":
      return `${EDITOR_PREFIX}${ref.id}`;
  }
}

/** A short name, for people: of a file its own, without its folder; of a server's model its own, and the host. */
export function describeModelRef(ref: ModelRef): string {
  switch (ref.kind) {
    case "file":
      return ref.path.replace(/^.*[\\/]/, "");
    case "server":
      return ref.name;
    case "endpoint": {
      const host = URL.canParse(ref.url) ? new URL(ref.url).host : ref.url;
      return ref.model === "" ? host : `${ref.model} (${host})`;
    }
    case "editor":
      return ref.id;
    default:
      return formatModelRef(ref);
  }
}

/** Whether both mean the same model, with whatever vision file. */
export function isSameModel(a: ModelRef, b: ModelRef): boolean {
  return a.kind === b.kind && formatModelRef(a) === formatModelRef(b);
}
