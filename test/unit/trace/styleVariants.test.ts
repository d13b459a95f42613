import assert from "node:assert/strict";
import { createDraft } from "../../../src/design/draft/createDraft";
import type { TextBlock, TextStyle } from "../../../src/design/draft/draft";
import { STYLE_VARIANTS } from "../../../src/trace/styleVariants";
import type { Evidence } from "../../../src/trace/textVariants";
import { inspectionOf, line } from "../design/inspectionBuilder";

const WORDS = "Eleven cars";

function texts(sizePx: number): readonly TextBlock[] {
  return createDraft(inspectionOf({ lines: [line(WORDS, 40, 40, { sizePx, width: 100 })] })).blocks;
}

/** Every style that is tried on `blocks`, drawn as wide as the mockup has them, or by `stretch` too narrow. */
function tried(
  blocks: readonly TextBlock[],
  commonStyles: readonly TextStyle[],
  stretch = 0,
): TextStyle[] {
  const ink = { dx: 0, dy: 0, leftDx: 0, rightDx: stretch, inkRatio: 1 };
  const evidence: Evidence = {
    texts: [{ ink, colorShift: undefined }],
    deviceScaleFactor: 1,
    commonStyles,
  };
  return STYLE_VARIANTS.flatMap((variant) =>
    (variant.try(blocks, evidence) ?? []).map(({ style }) => style),
  );
}

/** How wide the words are in `style`, if they are 100 px in 16 px without spacing. */
const widthIn = ({ sizePx, letterSpacingPx }: TextStyle): number =>
  (100 * sizePx) / 16 + letterSpacingPx * (WORDS.length - 1);

describe("STYLE_VARIANTS", () => {
  it("tries other sizes with the spacing that leaves words as wide as the mockup has them", () => {
    for (const stretch of [0, 3]) {
      const others = tried(texts(16), [], stretch).filter(({ sizePx }) => sizePx !== 16);
      assert.ok(
        others.some(({ sizePx }) => sizePx > 16) && others.some(({ sizePx }) => sizePx < 16),
      );
      for (const style of others)
        assert.ok(Math.abs(widthIn(style) - 100 - stretch) < 0.6, JSON.stringify(style));
    }
  });

  it("tries the page's usual size as it is, and with the spacing that the words need in it", () => {
    const [usual] = texts(17);
    assert.ok(usual);
    const adopted = tried(texts(16), [usual.style]).filter(({ sizePx }) => sizePx === 17);
    assert.equal(adopted[0]?.letterSpacingPx, 0);
    assert.ok(adopted.some((style) => Math.abs(widthIn(style) - 100) < 0.6));
  });

  it("gives up a measured size only for clearly less error", () => {
    const ink = { dx: 0, dy: 0, leftDx: 0, rightDx: 3, inkRatio: 1 };
    const evidence: Evidence = {
      texts: [{ ink, colorShift: undefined }],
      deviceScaleFactor: 1,
      commonStyles: [],
    };
    for (const variant of STYLE_VARIANTS) {
      const style = variant.try(texts(16), evidence)?.[0]?.style;
      if (style) assert.equal(variant.limit < 0.97, style.sizePx !== 16, JSON.stringify(style));
    }
  });
});
