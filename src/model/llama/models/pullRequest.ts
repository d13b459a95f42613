import { createHash } from "node:crypto";
import { basename } from "node:path";
import { MockloopError } from "../../../base/errors";
import type { ModelStore } from "./modelStore";
import { parseModelUri } from "./modelUri";
import { findPreset, modelPresets } from "./presets";
import { nameWithoutPart, partNames } from "./splitFiles";
import type { PullRequest } from "./pullFiles";
import { findUnfinished } from "./unfinishedModels";

/**
 * What `mockloop models pull <spec> [mmproj]` asks for: as {@link toPullRequest}, and the name of a model of one's own whose
 * download was stopped.
 *
 * @throws MockloopError BAD_OPTION
 */
export async function findPullRequest(
  store: ModelStore,
  spec: string,
  mmproj?: string,
): Promise<PullRequest> {
  if (findPreset(spec) || isFile(spec) || !(await store.folders()).includes(spec))
    return toPullRequest(spec, mmproj);
  const unfinished = await findUnfinished(store, spec);
  if (!unfinished) return toPullRequest(spec, mmproj);
  const { request } = unfinished;
  if (!request)
    throw new MockloopError(
      "BAD_OPTION",
      `Nobody knows where "${spec}" came from. Give its address or file again to go on.`,
      { remedy: { kind: "remove-model", id: spec } },
    );
  return mmproj === undefined ? request : { ...request, mmproj: { uri: mmproj } };
}

/**
 * A preset's id, or a text model by path, URL or `hf:` URI with its vision file beside it.
 *
 * @throws MockloopError BAD_OPTION
 */
export function toPullRequest(spec: string, mmproj?: string): PullRequest {
  const preset = findPreset(spec);
  if (preset && mmproj !== undefined)
    throw new MockloopError(
      "BAD_OPTION",
      `${preset.id} brings its own vision file; another one can only be named with the address of the text model.`,
      { remedy: { kind: "set-option", option: "mmproj" } },
    );
  if (preset) {
    const { id, title, licence, text, mmproj: vision } = preset;
    return { id, title, licence, text, mmproj: vision };
  }
  if (!isFile(spec))
    throw new MockloopError(
      "BAD_OPTION",
      `There is no model "${spec}". Give one of ${modelPresets.map(({ id }) => id).join(", ")}, or a .gguf file by path, URL or hf: URI.`,
    );
  const name = nameWithoutPart(nameOf(spec));
  const [first = spec, ...others] = partNames(spec);
  return {
    id: toId(name),
    title: name,
    licence: "as its source says",
    text: { uri: first },
    ...(others.length > 0 && { textParts: others.map((uri) => ({ uri })) }),
    ...(mmproj === undefined ? {} : { mmproj: { uri: mmproj } }),
  };
}

/** Whether it names a .gguf file. */
const isFile = (spec: string): boolean => /\.gguf$/i.test(pathOf(spec));

/** Without what may follow a file's name: "?download=true" in an address, "#branch" in an `hf:` URI. */
function pathOf(spec: string): string {
  if (spec.startsWith("hf:")) return spec.replace(/#.*$/, "");
  return /^https?:/i.test(spec) && URL.canParse(spec) ? new URL(spec).pathname : spec;
}

function nameOf(spec: string): string {
  const source = parseModelUri(spec);
  const name = source.kind === "path" ? basename(source.path) : source.fileName;
  return name.replace(/\.gguf$/i, "");
}

/** The name of the model's folder. What it cannot hold of a file's name is told apart by a checksum. */
function toId(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, 60);
  const isWhole = !/\P{ASCII}/u.test(name) && name.length <= 60 && plain !== "";
  if (isWhole) return plain;
  const sum = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${plain === "" ? "model" : plain.replace(/-+$/, "")}-${sum}`;
}
