import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { MockloopError } from "../base/errors";
import type { Session } from "../app/createSession";
import { writeFileSafely } from "../app/writeFiles";
import { createComparer } from "../compare/comparePage";
import { describeDifferences } from "../feedback/describeDifferences";
import { encodePng } from "../image/codec";
import { drawOverlay } from "../inspect/drawOverlay";
import { EXIT } from "./exitCodes";

const MAX_FILES = 2000;
const MAX_BYTES = 100_000_000;
const MAX_DIFFERENCES = 20;

/** `mockloop inspect`: prints the inspection as JSON, or a summary; draws it over the mockup. */
export async function inspect(
  session: Session,
  source: string,
  options: {
    readonly json: boolean;
    readonly overlay: string | undefined;
    readonly scale: number | undefined;
  },
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const mockup = await session.load({ kind: "path", path: source }, options.scale, signal);
  const inspection = await session.inspect(mockup, signal);
  if (options.overlay !== undefined)
    await writeFileSafely(
      resolve(options.overlay),
      await encodePng(drawOverlay(mockup.bitmap, inspection)),
    );
  if (options.json) write(`${JSON.stringify(inspection)}\n`);
  else {
    const { textLines, boxes, dividers, pictures, size } = inspection;
    write(
      `${mockup.name}: ${size.width} × ${size.height} px, ${textLines.length} text lines, ${boxes.length} boxes, ${dividers.length} dividers, ${pictures.length} pictures and icons\n`,
    );
    for (const line of textLines)
      write(
        `  [${[line.box.x, line.box.y, line.box.width, line.box.height].map((v) => Math.round(v)).join(" ")}] ${JSON.stringify(line.text)} ${line.font.family} ${line.font.sizePx}px ${line.font.weight}\n`,
      );
  }
  return EXIT.converged;
}

/** `mockloop compare`: measures a page that is there already; exit code 2 when its fidelity is too low. */
export async function compare(
  session: Session,
  source: string,
  page: string,
  options: {
    readonly json: boolean;
    readonly diff: string | undefined;
    readonly minFidelity: number;
    readonly scale: number | undefined;
  },
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const mockup = await session.load({ kind: "path", path: source }, options.scale, signal);
  const files = await readPageFolder(page);
  const inspection = await session.inspect(mockup, signal);
  const outcome = await session.renderer.render(
    {
      files,
      entry: basename(page),
      viewport: mockup.cssSize,
      deviceScaleFactor: mockup.deviceScaleFactor,
    },
    signal,
  );
  if (!outcome.ok)
    throw new MockloopError("ENGINE_FAILED", `${page} could not be drawn: ${outcome.message}`);
  const comparison = await createComparer(mockup, inspection).compare(outcome.render, signal);
  if (options.diff !== undefined)
    await writeFileSafely(resolve(options.diff), await encodePng(comparison.diff));

  const passed = comparison.fidelity >= options.minFidelity;
  const differences = describeDifferences(comparison, MAX_DIFFERENCES);
  const { fidelity, mismatchRatio, ssim, text, size, regions } = comparison;
  const facts = outcome.render.facts.map((fact) => `${fact.kind}: ${fact.message}`);
  if (options.json)
    write(
      `${JSON.stringify({ type: "comparison", mockup: resolve(source), page: resolve(page), passed, minFidelity: options.minFidelity, fidelity, mismatchRatio, ssim, text, size, regions, differences: comparison.differences, described: differences, facts })}\n`,
    );
  else {
    write(
      `Fidelity ${fidelity.toFixed(3)} (${passed ? "at least" : "below"} ${options.minFidelity}), ${(mismatchRatio * 100).toFixed(2)} % of pixels differ, SSIM ${ssim.toFixed(3)}\n`,
    );
    for (const line of [...differences, ...facts]) write(`  ${line}\n`);
  }
  return passed ? EXIT.converged : EXIT.stoppedShort;
}

/** The files in the page's folder and below, which is all the page may use; bounded. */
async function readPageFolder(page: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = dirname(resolve(page));
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) await walk(path);
      // Links to files are followed; those to folders may lead in circles, or to all of the disk.
      if (!entry.isFile() && !entry.isSymbolicLink()) continue;
      const facts = await stat(join(folder, path)).catch(() => undefined);
      if (!facts?.isFile()) continue;
      bytes += facts.size;
      if (files.size >= MAX_FILES || bytes > MAX_BYTES)
        throw new MockloopError(
          "BAD_OPTION",
          `The folder of ${page} holds too much. Put the page and its files in a folder of their own (at most ${MAX_FILES} files, ${MAX_BYTES / 1e6} MB).`,
        );
      files.set(path, await readFile(join(folder, path)));
    }
  };
  try {
    await stat(resolve(page));
    await walk("");
  } catch (error) {
    if (error instanceof MockloopError) throw error;
    throw new MockloopError(
      "BAD_OPTION",
      `${page} cannot be read. Give the path of an HTML file.`,
      {
        cause: error,
      },
    );
  }
  return files;
}
