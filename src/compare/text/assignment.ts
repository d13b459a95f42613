import { munkres } from "munkres";

/** `cost[row][column]`; every row has the same number of columns. */
export type CostMatrix = readonly ArrayLike<number>[];

/**
 * The assignment of rows to columns with the smallest total cost: as many pairs as the shorter side has.
 *
 * @returns for each row its column, or -1.
 */
export function assign(cost: CostMatrix): Int32Array {
  const columns = new Int32Array(cost.length).fill(-1);
  if (cost[0]?.length) for (const [row, column] of munkres(cost)) columns[row] = column;
  return columns;
}
