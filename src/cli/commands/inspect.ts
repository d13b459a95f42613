import { describeDesign } from "../../design/describeDesign";
import { drawDesign } from "../../design/drawDesign";
import { understandPage } from "../../design/understandPage";
import { drawOverlay } from "../../inspect/drawOverlay";
import type { Session } from "../../run/session";
import type { CommandOutput } from "../output/commandOutput";
import { EXIT } from "../output/exitCodes";
import { writePicture } from "../output/writePicture";

/**
 * `mockloop inspect`: prints the inspection as JSON, or a summary; draws it over the mockup; warns of what failed in it. With `design`
 * the same of what the page was understood to be.
 */
export async function inspect(
  session: Session,
  source: string,
  options: {
    readonly json: boolean;
    readonly design: boolean;
    readonly overlay: string | undefined;
    readonly scale: number | undefined;
  },
  { write, warn }: CommandOutput,
  signal: AbortSignal,
): Promise<number> {
  const mockup = await session.load({ kind: "path", path: source }, options.scale, signal);
  const inspection = await session.inspect(mockup, signal);
  for (const { message } of inspection.notices ?? []) warn(`${message}\n`);
  if (options.design) {
    const design = understandPage(inspection, mockup.bitmap);
    if (options.overlay !== undefined)
      await writePicture(options.overlay, drawDesign(mockup.bitmap, design));
    write(`${options.json ? JSON.stringify(design) : describeDesign(design)}\n`);
    return EXIT.converged;
  }
  if (options.overlay !== undefined)
    await writePicture(options.overlay, drawOverlay(mockup.bitmap, inspection));
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
