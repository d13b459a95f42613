/** `cost[row][column]`; every row has the same number of columns. */
export type CostMatrix = readonly ArrayLike<number>[];

/**
 * The assignment of rows to columns with the smallest total cost: as many pairs as the shorter side has. O(n²m) by
 * shortest augmenting paths with potentials (Kuhn, 1955; Jonker and Volgenant, 1987).
 *
 * @returns for each row its column, or -1.
 */
export function assign(cost: CostMatrix): Int32Array {
  const rows = cost.length;
  const columns = cost[0]?.length ?? 0;
  if (rows > columns) {
    const result = new Int32Array(rows).fill(-1);
    assignRows(
      columns,
      rows,
      (row, column) => (cost[column] as ArrayLike<number>)[row] as number,
    ).forEach((row, column) => (result[row] = column));
    return result;
  }
  return assignRows(
    rows,
    columns,
    (row, column) => (cost[row] as ArrayLike<number>)[column] as number,
  );
}

/** For no more rows than columns. Index 0 of the arrays stands for "nothing yet", so rows and columns count from 1. */
function assignRows(
  rows: number,
  columns: number,
  costAt: (row: number, column: number) => number,
): Int32Array {
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const previous = new Int32Array(columns + 1);
  const reach = new Float64Array(columns + 1);
  const visited = new Uint8Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    reach.fill(Infinity);
    visited.fill(0);
    let column = 0;
    do {
      visited[column] = 1;
      const from = rowOf[column] as number;
      let step = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (visited[j]) continue;
        const reduced =
          costAt(from - 1, j - 1) - (rowPotential[from] as number) - (columnPotential[j] as number);
        if (reduced < (reach[j] as number)) {
          reach[j] = reduced;
          previous[j] = column;
        }
        // Among equals a free column ends the search at once.
        if ((reach[j] as number) < step || ((reach[j] as number) === step && rowOf[j] === 0)) {
          step = reach[j] as number;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++)
        if (visited[j]) {
          rowPotential[rowOf[j] as number] = (rowPotential[rowOf[j] as number] as number) + step;
          columnPotential[j] = (columnPotential[j] as number) - step;
        } else reach[j] = (reach[j] as number) - step;
      column = next;
    } while (rowOf[column] !== 0);
    for (; column !== 0; column = previous[column] as number)
      rowOf[column] = rowOf[previous[column] as number] as number;
  }
  const columnOf = new Int32Array(rows).fill(-1);
  for (let j = 1; j <= columns; j++) if (rowOf[j]) columnOf[(rowOf[j] as number) - 1] = j - 1;
  return columnOf;
}
