import { MODEL_COLUMNS } from "./modelRow";
import type { ModelRow } from "./modelRow";

/** The table of models as text, the names on the left and the numbers under their columns' names. */
export function comparisonText(rows: readonly ModelRow[]): string {
  const table = [
    ["model", ...MODEL_COLUMNS.map(({ name }) => name)],
    ...rows.map((row) => [row.model, ...MODEL_COLUMNS.map(({ read }) => read(row))]),
  ];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  return table
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}
