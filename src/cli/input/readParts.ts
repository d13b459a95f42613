import { basename, dirname, resolve } from "node:path";
import { isAbort } from "../../base/async";
import { describeError, MockloopError } from "../../base/errors";
import { describeMismatch, matches } from "../../base/schema";
import { Folder } from "../../files/folder";
import { Masks, Pins } from "../../protocol/steering";
import type { MarkedParts, Part } from "../../protocol/steering";

/** What the options are, for the help. */
export const MASK =
  "a JSON file with rectangles of the mockup that are left out of every measurement";
export const PIN = "a JSON file with rectangles of the mockup that may not get worse";

/** The paths of JSON files with parts of the mockup, as `--mask` and `--pin` name them. */
export interface PartFiles {
  readonly mask?: string | undefined;
  readonly pin?: string | undefined;
}

const MAX_BYTES = 1e6;
const EXAMPLE = '[{"x": 0, "y": 80, "width": 640, "height": 360}]';

/** The parts in the files that are named. @throws MockloopError BAD_OPTION when one cannot be read or holds anything else; AbortError. */
export async function readParts(
  { mask, pin }: PartFiles,
  signal: AbortSignal,
): Promise<Partial<MarkedParts>> {
  const masks = mask === undefined ? undefined : await readFile(mask, "masks", signal);
  const pins = pin === undefined ? undefined : await readFile(pin, "pins", signal);
  return { ...(masks && { masks }), ...(pins && { pins }) };
}

/** The rectangles in a JSON file: an array of them in CSS px. */
async function readFile(
  path: string,
  kind: keyof MarkedParts,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const schema = kind === "masks" ? Masks : Pins;
  const refuse = (why: string, cause?: unknown): MockloopError =>
    new MockloopError(
      "BAD_OPTION",
      `${path} ${why}. ${kind === "masks" ? "Masks" : "Pins"} are a JSON array of rectangles in CSS px, such as ${EXAMPLE}.`,
      { cause },
    );
  let text: string;
  try {
    const folder = await Folder.open(dirname(resolve(path)));
    const bytes = await folder.read(basename(path), { maxBytes: MAX_BYTES, signal });
    text = new TextDecoder().decode(bytes);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw refuse(`cannot be read (${describeError(error)})`, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse(`is no JSON (${describeError(error)})`, error);
  }
  if (!matches(schema, value)) throw refuse(`holds no ${kind}: ${describeMismatch(schema, value)}`);
  return value;
}
