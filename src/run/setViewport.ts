import { MockloopError } from "../base/errors";
import { SCALE_RANGE, type Mockup } from "../mockup/mockup";
import type { RunRequest } from "../protocol/runProtocol";

/**
 * The mockup as a picture of a viewport that is `request.viewport.width` CSS px wide: its pixels stay, the scale factor
 * follows from the width. A mockup may be taller than the viewport (a whole page), never shorter.
 *
 * @throws MockloopError BAD_OPTION when mockup and viewport cannot belong together.
 */
export function setViewport(mockup: Mockup, request: Pick<RunRequest, "viewport">): Mockup {
  const { viewport } = request;
  if (!viewport) return mockup;
  const { bitmap } = mockup;
  const deviceScaleFactor = bitmap.width / viewport.width;
  const height = Math.round(bitmap.height / deviceScaleFactor);
  const refuse = (why: string): never => {
    throw new MockloopError(
      "BAD_OPTION",
      `A viewport of ${viewport.width} × ${viewport.height} does not fit the mockup of ${bitmap.width} × ${bitmap.height} px: ${why}.`,
    );
  };
  const { least, most } = SCALE_RANGE;
  if (deviceScaleFactor < least || deviceScaleFactor > most)
    refuse(`the scale factor would be ${deviceScaleFactor.toFixed(2)}, outside ${least}–${most}`);
  if (height + 1 < viewport.height) refuse(`at that width it is only ${height} px tall`);
  const { inferredScale: _, ...rest } = mockup;
  return { ...rest, deviceScaleFactor, cssSize: { width: viewport.width, height } };
}
