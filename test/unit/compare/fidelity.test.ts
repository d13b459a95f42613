import assert from "node:assert/strict";
import { fidelityOf, type FidelityInput } from "../../../src/compare/fidelity";

const PERFECT: FidelityInput = {
  text: { block: 1, text: 1, position: 1, color: 1, placement: 1, overlap: 1 },
  pixels: { mismatchRatio: 0, ssim: 1 },
  emptyPage: { mismatchRatio: 0.2, ssim: 0.6 },
  growth: 0,
  pictureExcess: 0,
};
const EMPTY: FidelityInput = {
  ...PERFECT,
  text: { block: 0, text: 0, position: 0, color: 0, placement: 0, overlap: 0 },
  pixels: PERFECT.emptyPage,
};

const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

describe("fidelityOf", () => {
  it("is 1 for a perfect page and 0 for an empty one", () => {
    near(fidelityOf(PERFECT), 1);
    near(fidelityOf(EMPTY), 0);
  });

  it("is 0 for less than nothing", () => {
    near(fidelityOf({ ...EMPTY, pixels: { mismatchRatio: 1, ssim: 0 } }), 0);
  });

  it("adds three fifths of structure and two fifths of pixels", () => {
    near(fidelityOf({ ...PERFECT, pixels: PERFECT.emptyPage }), 0.6);
    near(fidelityOf({ ...PERFECT, text: EMPTY.text }), 0.4);
    // Half way from the empty page's 0.7 to 1.
    near(fidelityOf({ ...PERFECT, pixels: { mismatchRatio: 0.1, ssim: 0.8 } }), 0.8);
  });

  it("multiplies what was found with how well it is placed", () => {
    const text = { block: 0.5, text: 0.8, position: 1, color: 0.5, placement: 0.5, overlap: 0 };
    near(fidelityOf({ ...PERFECT, text }), 0.6 * 0.5 * 0.8 * (0.6 * 0.5 + 0.2 * 0.5) + 0.4);
  });

  it("lets pixels decide alone where the mockup has no text", () => {
    near(
      fidelityOf({ ...PERFECT, text: undefined, pixels: { mismatchRatio: 0.1, ssim: 0.8 } }),
      0.5,
    );
  });

  it("punishes a page that grew and pictures that stand for code", () => {
    near(fidelityOf({ ...PERFECT, growth: 0.5 }), 0.7);
    near(fidelityOf({ ...PERFECT, pictureExcess: 0.95 }), 0.05);
  });

  it("compares with perfection where the mockup is an empty page itself", () => {
    const emptyPage = { mismatchRatio: 0, ssim: 1 };
    near(fidelityOf({ ...PERFECT, text: undefined, emptyPage }), 1);
    near(
      fidelityOf({
        ...PERFECT,
        text: undefined,
        emptyPage,
        pixels: { mismatchRatio: 0.5, ssim: 0.5 },
      }),
      0.5,
    );
  });
});
