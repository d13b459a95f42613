import type { StoredModel } from "../../modelLibrary";
import { estimateMemory } from "../load/estimateMemory";
import { readTextModel } from "../load/readTextModel";
import type { ModelStore } from "./modelStore";
import type { ModelChoice } from "../../modelLibrary";
import { findPreset, modelPresets, type ModelPreset } from "./presets";
import { filesOf } from "./pullFiles";
import { listUnfinished } from "./unfinishedModels";

/** Presets first, in their order, then what else is installed, then what else is here in part. */
export async function listModelChoices(
  store: ModelStore,
  contextSize: number,
): Promise<ModelChoice[]> {
  const installed = await store.list();
  const active = await store.active();
  const rows = modelPresets.map(async (preset): Promise<ModelChoice> => {
    const stored = installed.find((model) => model.id === preset.id);
    const partialBytes = stored ? 0 : await store.partialBytes(preset.id);
    return {
      ...pick(preset),
      isPreset: true,
      note: preset.note,
      state: stored ? "installed" : partialBytes > 0 ? "partial" : "absent",
      active: active?.id === preset.id,
      bytes: bytesOf(stored ?? preset),
      partialBytes,
      canDownload: true,
      memoryBytes: stored
        ? await storedMemory(stored, contextSize)
        : presetMemory(preset, contextSize),
    };
  });
  const others = installed
    .filter((model) => !findPreset(model.id))
    .map(async (model): Promise<ModelChoice> => ({
      ...pick(model),
      isPreset: false,
      note: "",
      state: "installed",
      active: active?.id === model.id,
      bytes: bytesOf(model),
      partialBytes: 0,
      canDownload: false,
      memoryBytes: await storedMemory(model, contextSize),
    }));
  const unfinished = (await listUnfinished(store))
    .filter(({ id }) => !findPreset(id))
    .map(({ id, partialBytes, bytes, request }): ModelChoice => ({
      ...pick(request ? { ...request, id } : { id, title: id, licence: "unknown" }),
      isPreset: false,
      note: request ? `Comes from ${describeUri(request.text.uri)}.` : LEFT_OVER,
      state: "partial",
      active: false,
      bytes,
      partialBytes,
      canDownload: request !== undefined,
      memoryBytes: undefined,
    }));
  return [...(await Promise.all([...rows, ...others])), ...unfinished];
}

/** What cannot be gone on with by name alone. */
const LEFT_OVER =
  "Left over from a download or an import: give its address or file again, or remove it.";

/** Where a file comes from, without what only its server is to know. */
function describeUri(uri: string): string {
  if (!URL.canParse(uri) || !/^https?:/i.test(uri)) return uri;
  const { host, pathname } = new URL(uri);
  return `${host}${pathname}`;
}

const pick = ({ id, title, licence }: { id: string; title: string; licence: string }) => ({
  id,
  title,
  licence,
});

const bytesOf = (model: StoredModel | ModelPreset): number =>
  filesOf<{ readonly bytes: number }>(model).reduce((sum, { bytes }) => sum + bytes, 0);

function presetMemory(preset: ModelPreset, contextSize: number): number | undefined {
  if (!preset.shape) return undefined;
  const shape = { ...preset.shape, fileBytes: preset.text.bytes };
  return estimateMemory(shape, preset.mmproj.bytes, { contextSize }).totalBytes;
}

async function storedMemory(model: StoredModel, contextSize: number): Promise<number | undefined> {
  const paths = [model.text, ...(model.textParts ?? [])].map(({ path }) => path);
  const facts = await readTextModel(paths).catch(() => undefined);
  return facts && estimateMemory(facts, model.mmproj?.bytes, { contextSize }).totalBytes;
}
