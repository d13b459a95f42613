/**
 * Where the parts of the understood page stand against the mockup, as drawn after the tracer's first round:
 *
 *   npx tsx bench/placeFaults.ts --set DIR --pages TRACED [--ids d01,d02] --inspections CACHE
 *
 * TRACED is what `bench/trace.ts --form understood` wrote. Prints each part that is off by a pixel or more, or of another size.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createSession } from "../src/app/session/createSession";
import type { Rect } from "../src/base/geometry";
import type { DesignNode } from "../src/design/design";
import { isPainted } from "../src/design/pinDesign";
import type { Inspection } from "../src/inspect/inspection";
import { understandPage } from "../src/design/understandPage";

const { values: options } = parseArgs({
  options: {
    set: { type: "string" },
    pages: { type: "string" },
    ids: { type: "string" },
    inspections: { type: "string" },
  },
});

await main();

async function main(): Promise<void> {
  const { set, pages, inspections, ids } = options;
  if (!set || !pages || !inspections)
    throw new Error("Say --set DIR, --pages DIR and --inspections DIR.");
  const session = createSession();
  const signal = new AbortController().signal;
  try {
    for (const id of ids?.split(",") ??
      (await readdir(pages)).filter((name) => /^[a-z]\d+$/.test(name))) {
      const facts = JSON.parse(await readFile(join(set, `${id}.json`), "utf8")) as {
        deviceScaleFactor: number;
        mockup?: string;
      };
      const path = join(set, facts.mockup ?? `${id}.png`);
      const mockup = await session.load({ kind: "path", path }, facts.deviceScaleFactor, signal);
      const inspection = JSON.parse(
        await readFile(join(inspections, `${id}.json`), "utf8"),
      ) as Inspection;
      const design = understandPage(inspection, mockup.bitmap);
      const files = new Map<string, Uint8Array>();
      const folder = join(pages, id);
      for (const name of await readdir(folder, { recursive: true }))
        if (/\.(html|css|png|woff2|ttf|otf)$/.test(name) && name !== "render.png")
          files.set(name, await readFile(join(folder, name)));
      const outcome = await session.renderer.render(
        {
          files,
          entry: "index.html",
          viewport: mockup.cssSize,
          deviceScaleFactor: mockup.deviceScaleFactor,
        },
        signal,
      );
      if (!outcome.ok) throw new Error(outcome.message);
      const boxes = new Map(outcome.render.elements.map(({ path, box }) => [path, box]));
      const { width, height } = outcome.render.pageSize;
      console.log(
        `== ${id} page ${width}x${height} (mockup ${mockup.cssSize.width}x${mockup.cssSize.height})`,
      );
      const walk = (node: DesignNode, at: string, depth: number): void => {
        const drawn = boxes.get(at);
        if (drawn && isOff(node, drawn)) console.log(describe(node, drawn, at, depth));
        node.children.forEach((child, i) => {
          walk(child, `${at}/${i + 1}`, depth + 1);
        });
      };
      design.root.children.forEach((child, i) => {
        walk(child, `${i + 1}`, 0);
      });
    }
  } finally {
    await session.dispose();
  }
}

/** What is seen of it must agree to the pixel; of words and groups, only how far down they are and how high. */
function isOff(node: DesignNode, drawn: Rect): boolean {
  const [dx, dy, dw, dh] = offsets(node, drawn);
  if (!isPainted(node)) return Math.abs(dy) >= 1.2 || Math.abs(dh) >= 1.5;
  return [dx, dy, dw, dh].some((one) => Math.abs(one) >= 1);
}

function offsets({ rect }: DesignNode, drawn: Rect): [number, number, number, number] {
  return [drawn.x - rect.x, drawn.y - rect.y, drawn.width - rect.width, drawn.height - rect.height];
}

function describe(node: DesignNode, drawn: Rect, path: string, depth: number): string {
  const { meaning, rect, layout, width, text } = node;
  const kind = isPainted(node) ? "box" : text ? "text" : "group";
  const numbers = (list: readonly number[]): string => list.map((one) => one.toFixed(1)).join(" ");
  const place = numbers([rect.x, rect.y, rect.width, rect.height]);
  const words = text ? ` "${text.lines[0]?.text.slice(0, 30) ?? ""}"` : "";
  const off = numbers(offsets(node, drawn));
  return `${" ".repeat(depth)}${path} ${kind} ${meaning.tag}.${meaning.name} [${place}] off ${off} ${layout?.kind ?? ""} ${width.kind}${words}`;
}
