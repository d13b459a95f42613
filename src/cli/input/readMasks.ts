import { basename, dirname, resolve } from "node:path";
import { isAbort } from "../../base/async";
import { describeError, MockloopError } from "../../base/errors";
import { describeMismatch, matches } from "../../base/schema";
import { Folder } from "../../files/folder";
import { Masks } from "../../protocol/steering";
import type { Mask } from "../../protocol/steering";

/** What `--mask` is, for the help. */
export const MASK =
  "a JSON file with rectangles of the mockup that are left out of every measurement";

const MAX_BYTES = 1e6;
const EXAMPLE = '[{"x": 0, "y": 80, "width": 640, "height": 360}]';

/**
 * The masks in a JSON file: an array of rectangles in CSS px.
 *
 * @throws MockloopError BAD_OPTION when the file cannot be read or holds anything else; AbortError.
 */
export async function readMasks(path: string, signal: AbortSignal): Promise<readonly Mask[]> {
  const refuse = (why: string, cause?: unknown): MockloopError =>
    new MockloopError(
      "BAD_OPTION",
      `${path} ${why}. Masks are a JSON array of rectangles in CSS px, such as ${EXAMPLE}.`,
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
  if (!matches(Masks, value)) throw refuse(`holds no masks: ${describeMismatch(Masks, value)}`);
  return value;
}
