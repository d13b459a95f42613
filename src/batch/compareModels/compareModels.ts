import { join } from "node:path";
import { describeModelRef, formatModelRef, isSameModel } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import type { Session } from "../../run/session";
import { runBatch } from "../runBatch";
import type { BatchEvents, BatchOptions } from "../runBatch";
import type { BatchTask, RequestTemplate } from "../task";
import { createModelRow } from "./modelRow";
import type { ModelRow } from "./modelRow";

/** One of the models, how it is asked, and how many mockups it works on at a time. */
export interface Contestant {
  readonly template: RequestTemplate;
  readonly concurrency: number;
}

/**
 * Lets models work on the same mockups, one model after the other, so that none slows another. Resolves with a row for each that was
 * begun before `signal` fired; `onRow` sees it as soon as it is whole. @throws as {@link runBatch}.
 */
export async function compareModels(
  session: Session,
  contestants: readonly Contestant[],
  tasks: readonly BatchTask[],
  options: Pick<BatchOptions, "folder" | "goOn" | "checkOut">,
  events: BatchEvents & { readonly onRow: (row: ModelRow) => void },
  signal: AbortSignal,
): Promise<ModelRow[]> {
  const rows: ModelRow[] = [];
  const names = chooseNames(contestants.map(({ template }) => template.model));
  for (const [index, { template, concurrency }] of contestants.entries()) {
    if (signal.aborted) break;
    const name = names[index] ?? String(index);
    const results = await runBatch(
      session,
      tasks,
      {
        ...options,
        ...{ folder: join(options.folder, name), template, concurrency },
        ...{ requests: concurrency, attempts: 1 },
      },
      events,
      signal,
    );
    const row = createModelRow(template.model, name, tasks.length, results);
    rows.push(row);
    events.onRow(row);
  }
  return rows;
}

/** Models without those that are named twice. */
export function dropDoubles(models: readonly ModelRef[]): ModelRef[] {
  return models.filter(
    (model, index) => models.findIndex((one) => isSameModel(one, model)) === index,
  );
}

/** A folder's name for each model, no two alike whatever the system makes of capitals. */
function chooseNames(models: readonly ModelRef[]): string[] {
  const used = new Set<string>();
  return models.map((model) => {
    const words = describeModelRef(model) || formatModelRef(model);
    const plain = words.replaceAll(/[^A-Za-z0-9.-]+/g, "-").replaceAll(/^[.-]+|[.-]+$/g, "");
    const name = plain.slice(0, 60) || "model";
    let free = name;
    for (let i = 2; used.has(free.toLowerCase()); i++) free = `${name}-${i}`;
    used.add(free.toLowerCase());
    return free;
  });
}
