import type { Box, Shadow } from "../inspect/inspection";

/** A changed box, or undefined when it makes no sense for this one. */
export type BoxVariant = (box: Box) => Box | undefined;

/** Shadows are the one thing of a box that the inspection can only estimate: drop it, or scale its blur and strength. */
export const BOX_VARIANTS: readonly BoxVariant[] = [
  (box) => (box.shadow ? { ...box, shadow: undefined } : undefined),
  scaleShadow(0.7, 1),
  scaleShadow(0.7, 1.25),
  scaleShadow(1, 0.75),
  scaleShadow(1.3, 1),
  scaleShadow(1, 1.25),
];

function scaleShadow(blurFactor: number, alphaFactor: number): BoxVariant {
  return (box) => {
    if (!box.shadow) return undefined;
    const shadow: Shadow = {
      ...box.shadow,
      blur: Math.round(box.shadow.blur * blurFactor * 10) / 10,
      alpha: Math.min(1, Math.round(box.shadow.alpha * alphaFactor * 1000) / 1000),
    };
    return { ...box, shadow };
  };
}
