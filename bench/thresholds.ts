/**
 * What each threshold of the segmentation is worth: each is changed by itself, and the pages of a set are counted whose lines, boxes,
 * dividers or pictures come out different. One that no change of moves anything is not needed.
 *
 *     npx tsx bench/thresholds.ts --set FOLDER [--ids d01,d02] [--factors 0.8,1.25] [--only SURFACE,BAR]
 *
 * FOLDER holds `<id>.png` and `<id>.json` with `deviceScaleFactor`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bitmap } from "../src/image/bitmap";
import { decodePng } from "../src/image/codec";
import * as boxes from "../src/inspect/segment/boxes/tuning";
import * as paint from "../src/inspect/segment/paint/tuning";
import * as pictures from "../src/inspect/segment/pictures/tuning";
import * as noise from "../src/inspect/segment/noise/tuning";
import * as pixels from "../src/inspect/segment/pixels/tuning";
import { segmentBitmap } from "../src/inspect/segment/segment";
import * as text from "../src/inspect/segment/text/tuning";

const { values } = parseArgs({
  options: {
    set: { type: "string" },
    ids: { type: "string" },
    factors: { type: "string", default: "0.8,1.25" },
    only: { type: "string" },
  },
});
if (!values.set) throw new Error("Name the folder with the mockups: --set FOLDER.");
const factors = values.factors.split(",").map(Number);
const only = values.only?.split(",");

type Table = Readonly<Record<string, unknown>>;

interface Page {
  readonly id: string;
  readonly bitmap: Bitmap;
  readonly scale: number;
}

const pages = await loadPages(values.set, values.ids?.split(","));
const segment = ({ bitmap, scale }: Page): string => JSON.stringify(segmentBitmap(bitmap, scale));
const before = pages.map(segment);
const rooms: Readonly<Record<string, Readonly<Record<string, Table>>>> = {
  ...{ noise, pixels, paint, boxes, text, pictures },
};
for (const [room, tables] of Object.entries(rooms))
  for (const [group, table] of Object.entries(tables))
    if (!only || only.includes(group)) tryOut(`${room} ${group}`, table);

/** Every number of a table, changed by each factor and put back. */
function tryOut(name: string, table: Table): void {
  const changeable = table as Record<string, unknown>;
  for (const [key, value] of Object.entries(table)) {
    if (typeof value !== "number") continue;
    const moved = factors.map((factor) => {
      changeable[key] = value * factor;
      try {
        return pages.filter((page, i) => segment(page) !== before[i]).length;
      } finally {
        changeable[key] = value;
      }
    });
    const counts = moved.map((count, i) => `× ${factors[i]}: ${count}`).join("  ");
    console.log(`${name}.${key} = ${value}`.padEnd(44), counts);
  }
}

async function loadPages(set: string, ids: readonly string[] | undefined): Promise<Page[]> {
  const names = readdirSync(set).filter((name) => /^[a-z]\d+\.png$/.test(name));
  const chosen = ids ?? names.map((name) => name.slice(0, -".png".length));
  return Promise.all(
    chosen.map(async (id) => {
      const facts = JSON.parse(readFileSync(join(set, `${id}.json`), "utf8")) as {
        deviceScaleFactor: number;
      };
      const bitmap = await decodePng(readFileSync(join(set, `${id}.png`)));
      return { id, bitmap, scale: facts.deviceScaleFactor };
    }),
  );
}
