import type { Draft, TextBlock, TextStyle } from "../../draft/draft";
import { TYPE } from "../../draft/tuning";
import { describeScene } from "../scene";
import { findTables } from "./findTables";
import type { FoundTable } from "./foundTable";
import { evenPitch } from "./tableGrid";

/** Fewer neighbours have no say in how a cell is set. */
const MIN_VOTERS = 2;
/** Sizes in one table that differ by more than this share are meant to. */
const MAX_SIZE_CHANGE = 0.1;
/** A face that was fitted so surely is the cell's own weight (0–1). */
const SURE_FACE = 0.9;

/**
 * The draft where a cell that nobody in its row or column is set like has the style most of its column has, or most of its row in the header:
 * a single short text says too little of its face. Colours stay as they are.
 */
export function evenCells(draft: Draft): Draft {
  const styles = new Map<string, TextStyle>();
  // What stands in columns without even rows may be several things.
  const tables = findTables(describeScene(draft)).filter(
    ({ rows, hasHeader }) => evenPitch(rows.slice(hasHeader ? 1 : 0)) !== undefined,
  );
  for (const table of tables)
    for (const { cell, column, row } of cellsOf(table)) {
      if ([column, row].some((others) => mostAre(others, cell.style))) continue;
      const common = [column, row].map(commonStyle).find((style) => style !== undefined);
      if (common && mayBe(cell, common)) styles.set(cell.id, { ...cell.style, ...faceOf(common) });
    }
  if (styles.size === 0) return draft;
  const blocks = draft.blocks.map((block) => ({
    ...block,
    style: styles.get(block.id) ?? block.style,
  }));
  return { ...draft, blocks };
}

interface Cell {
  readonly cell: TextBlock;
  /** The other texts of its column without those of the header; of a header none. */
  readonly column: readonly TextBlock[];
  /** The other texts of its row. */
  readonly row: readonly TextBlock[];
}

function cellsOf({ rows, hasHeader }: FoundTable): Cell[] {
  const grid = rows.map(({ cells }) =>
    cells.map((texts) => (texts.length === 1 && texts[0] ? texts[0].block : undefined)),
  );
  const isBlock = (block: TextBlock | undefined): block is TextBlock => block !== undefined;
  return grid.flatMap((row, r) =>
    row.flatMap((cell, c) => {
      if (!cell || cell.lines.some(({ runs }) => runs.some(({ own }) => own))) return [];
      const isHeader = hasHeader && r === 0;
      const column = isHeader ? [] : grid.slice(hasHeader ? 1 : 0).map((cells) => cells[c]);
      const others = (blocks: readonly (TextBlock | undefined)[]): TextBlock[] =>
        blocks.filter(isBlock).filter((block) => block !== cell);
      return [{ cell, column: others(column), row: others(row) }];
    }),
  );
}

/** The style that more than half of `blocks` are set in. */
function commonStyle(blocks: readonly TextBlock[]): TextStyle | undefined {
  if (blocks.length < MIN_VOTERS) return undefined;
  return blocks.find(({ style }) => 2 * countOf(blocks, style) > blocks.length)?.style;
}

/** Whether half of `blocks` or more are set like `style`. */
const mostAre = (blocks: readonly TextBlock[], style: TextStyle): boolean =>
  blocks.length > 0 && 2 * countOf(blocks, style) >= blocks.length;

const countOf = (blocks: readonly TextBlock[], style: TextStyle): number =>
  blocks.filter((other) => isSet(other.style, style)).length;

const isSet = (a: TextStyle, b: TextStyle): boolean =>
  a.family === b.family &&
  a.weight === b.weight &&
  a.italic === b.italic &&
  Math.abs(a.sizePx - b.sizePx) <= TYPE.sameSizePx;

/** Whether a text may as well be set in `common`. */
const mayBe = ({ style, confidence }: TextBlock, common: TextStyle): boolean =>
  style.italic === common.italic &&
  Math.abs(style.sizePx / common.sizePx - 1) <= MAX_SIZE_CHANGE &&
  (style.weight === common.weight || confidence < SURE_FACE);

const faceOf = ({
  family,
  sizePx,
  weight,
  letterSpacingPx,
  extent,
}: TextStyle): Partial<TextStyle> => ({ family, sizePx, weight, letterSpacingPx, extent });
