import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import type { RunRequest } from "../../protocol/runProtocol";

/** A further view of a page: its mockup, and how wide the window is. */
export type ViewFlag = NonNullable<RunRequest["views"]>[number];

/** What `--view` is, for the help. */
export const VIEW =
  "one more mockup of the page, in a window of that CSS width (may be given again)";

/** One more `--view`: "390=phone.png", or "phone.png" where the picture's own size (or its name's @2x) says the width. */
export function addView(text: string, earlier: readonly ViewFlag[] = []): readonly ViewFlag[] {
  const [, digits, path = text] = /^(\d{1,5})=(.*)$/.exec(text) ?? [];
  const width = Number(digits);
  if (path === "" || width === 0)
    throw new InvalidArgumentError("Give it as WIDTH=PICTURE, such as 390=phone.png.");
  const mockup = resolve(path);
  // A mockup may be taller than its viewport: the width alone says the scale.
  const viewport = digits === undefined ? undefined : { width, height: 1 };
  return [...earlier, { mockup, ...(viewport && { viewport }) }];
}
