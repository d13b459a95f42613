import { formatBytes } from "../../base/text/formatBytes";
import type { ModelAnswer, ModelEntry } from "../../protocol/schemas/models";
import { describeModelRef, isSameModel, TRACER } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";

/** All that is known of the models on this machine. */
export type ModelList = Extract<ModelAnswer, { type: "list-models" }>;

/** An entry of the quick pick, without what only the editor knows. */
export interface ModelItem {
  readonly model: ModelRef;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Undefined: nothing that could be downloaded or removed. */
  readonly entry: ModelEntry | undefined;
}

/** A model that another extension offers. */
export interface OfferedModel {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** Whether this editor can send it pictures. */
  readonly vision: boolean;
}

/**
 * The tracer first, then presets and installed models, then those of other extensions, then what is in use and in no list; `current` is
 * what the settings name, `servers` are the names of those that are saved, which are listed apart.
 */
export function describeModels(
  list: ModelList,
  current: ModelRef,
  offered: readonly OfferedModel[] = [],
  servers: readonly string[] = [],
): readonly ModelItem[] {
  const mark = (model: ModelRef): string => (isSameModel(model, current) ? "$(check)" : "$(blank)");
  const installed = (name: string): ModelRef => ({ kind: "installed", name });
  const items: ModelItem[] = [
    {
      model: TRACER,
      label: `${mark(TRACER)} Tracer`,
      description: "embedded, no download",
      detail: "Measures the mockup and draws it, in seconds. Cannot follow words.",
      entry: undefined,
    },
    ...list.models.map((entry) => ({
      model: installed(entry.id),
      label: `${mark(installed(entry.id))} ${entry.title}`,
      description: [
        describeState(entry),
        describeNeed(entry, list),
        // Nobody knows the licence of files that people bring.
        ...(entry.isPreset ? [entry.licence] : []),
      ]
        .filter(Boolean)
        .join(" · "),
      detail: entry.note || "Brought by you.",
      entry,
    })),
    ...offered.map(({ id, name, vendor, vision }): ModelItem => {
      const model: ModelRef = { kind: "editor", id };
      return {
        ...{ model, label: `${mark(model)} ${name}`, entry: undefined },
        description: `of ${vendor}, in this editor${vision ? "" : " · sees no pictures"}`,
        detail: "What it is sent leaves this machine, unless its extension says otherwise.",
      };
    }),
  ];
  const isListed =
    (current.kind === "server" && servers.includes(current.name)) ||
    items.some(({ model }) => isSameModel(model, current));
  if (isListed) return items;
  const label = `${mark(current)} ${describeModelRef(current)}`;
  return [...items, { model: current, label, ...describeUnlisted(current), entry: undefined }];
}

function describeUnlisted(model: ModelRef): Pick<ModelItem, "description" | "detail"> {
  const detail = "The setting mockloop.model names it.";
  switch (model.kind) {
    case "file":
      return { description: "a file of your own", detail: model.path };
    case "endpoint":
      return { description: `at ${model.url}`, detail };
    case "server":
      return { description: "no saved server has this name", detail };
    case "editor":
      return { description: "not offered in this editor at present", detail };
    default:
      return { description: "not installed", detail };
  }
}

/** "installed, 7.1 GB", "2.1 of 7.1 GB downloaded", "7.1 GB to download" */
function describeState({ state, bytes, partialBytes }: ModelEntry): string {
  switch (state) {
    case "installed":
      return bytes === undefined ? "installed" : `installed, ${formatBytes(bytes)}`;
    case "partial":
      return bytes === undefined
        ? `${formatBytes(partialBytes)} downloaded`
        : `${shareOf(partialBytes, bytes)} downloaded`;
    case "absent":
      return bytes === undefined ? "to download" : `${formatBytes(bytes)} to download`;
  }
}

/** "2.1 of 7.1 GB", with both units where they differ. */
export function shareOf(done: number, total: number): string {
  const [amount = "", unit] = formatBytes(done).split(" ");
  const whole = formatBytes(total);
  return whole.endsWith(` ${unit}`) ? `${amount} of ${whole}` : `${formatBytes(done)} of ${whole}`;
}

/** "9.5 of 16.0 GB memory": what it takes of what there is. */
function describeNeed(
  { memoryBytes }: ModelEntry,
  { totalMemoryBytes }: ModelList,
): string | undefined {
  if (memoryBytes === undefined) return undefined;
  return memoryBytes > totalMemoryBytes
    ? `${formatBytes(memoryBytes)} memory, more than there is`
    : `${shareOf(memoryBytes, totalMemoryBytes)} memory`;
}

/** What it takes beside what there is, as a sentence. */
export function describeMemory(
  { memoryBytes }: ModelEntry,
  { totalMemoryBytes, freeMemoryBytes }: ModelList,
): string {
  if (memoryBytes === undefined) return "";
  const needed = `about ${formatBytes(memoryBytes)} of memory`;
  const total = formatBytes(totalMemoryBytes);
  return memoryBytes > totalMemoryBytes
    ? `Takes ${needed}, more than the ${total} of this machine: only a graphics card with as much runs it well.`
    : `Takes ${needed}; this machine has ${total}, ${formatBytes(freeMemoryBytes)} free.`;
}
