import { basename } from "node:path";
import { sizeOfFile } from "../../files/confine";
import type { ModelStore } from "../../model/llama/models/modelStore";
import { filesOf } from "../../model/llama/models/pullFiles";
import { partNames } from "../../model/llama/models/splitFiles";
import type { ModelRef } from "../../protocol/modelRef";
import type { WeightsFile } from "../../protocol/runProtocol";

/**
 * The files of weights that a model is, as far as they are known: of an installed one with the hashes they came with, of one that is named
 * by its path with their sizes, since reading some gigabytes takes minutes. None of one that is not on this machine.
 */
export async function findWeights(
  model: ModelRef,
  store: Pick<ModelStore, "find">,
): Promise<readonly WeightsFile[]> {
  if (model.kind === "installed") {
    const stored = await store.find(model.name).catch(() => undefined);
    const files = stored ? filesOf(stored) : [];
    return files.map(({ path, bytes, sha256 }) => ({ file: basename(path), bytes, sha256 }));
  }
  if (model.kind !== "file") return [];
  const paths = [...partNames(model.path), ...(model.mmproj === undefined ? [] : [model.mmproj])];
  return Promise.all(
    paths.map(async (path) => ({ file: path, bytes: (await sizeOfFile(path)) ?? 0 })),
  );
}
