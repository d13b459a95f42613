import { MockloopError } from "../../../base/errors";
import { checkHost } from "../download/checkHost";

/** Where a file of a model comes from. */
export type ModelSource =
  | {
      readonly kind: "download";
      /** To be tried in this order. */
      readonly urls: readonly string[];
      readonly fileName: string;
    }
  | { readonly kind: "path"; readonly path: string };

/** Where `hf:` URIs lead unless mirrors are set. */
const huggingFace = "https://huggingface.co";

/**
 * Reads a path, an http(s) URL, or `hf:<user>/<repository>/<file.gguf>[#<branch>]`. For `hf:`, each of `mirrors` (base URLs
 * of hosts with Hugging Face's layout) is tried before the original.
 *
 * @throws MockloopError BAD_OPTION
 */
export function parseModelUri(uri: string, mirrors: readonly string[] = []): ModelSource {
  if (uri.startsWith("hf:")) return parseHuggingFace(uri, mirrors);
  if (/^https?:\/\//i.test(uri)) {
    if (!URL.canParse(uri)) throw badUri(uri);
    const { pathname } = new URL(uri);
    return { kind: "download", urls: [uri], fileName: fileNameOf(pathname, uri) };
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(uri)) throw badUri(uri);
  return { kind: "path", path: uri };
}

function parseHuggingFace(uri: string, mirrors: readonly string[]): ModelSource {
  const match = /^hf:([\w.-]+)\/([\w.-]+)\/([^#?]+)(?:#([\w./-]+))?$/.exec(uri);
  const [, user, repository, file, branch = "main"] = match ?? [];
  if (user === undefined || repository === undefined || file === undefined) throw badUri(uri);
  const path = [user, repository, "resolve", branch, ...file.split("/")]
    .map((part) => encodeURIComponent(part).replaceAll("%2F", "/"))
    .join("/");
  return {
    kind: "download",
    urls: [...mirrors, huggingFace].map((base) => `${checkHost(base)}/${path}`),
    fileName: fileNameOf(file, uri),
  };
}

/** The last part of a path, if it can be a file of ours and nothing else. */
function fileNameOf(path: string, uri: string): string {
  const name = decode(path.slice(path.lastIndexOf("/") + 1));
  if (name === undefined || !/^[\w][\w .()+-]*\.gguf$/i.test(name)) throw badUri(uri);
  return name;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a "%" that begins no escape
  }
}

function badUri(uri: string): MockloopError {
  return new MockloopError(
    "BAD_OPTION",
    `"${uri}" names no model file. Give the path of a .gguf file, its https URL, or hf:user/repository/file.gguf.`,
  );
}
