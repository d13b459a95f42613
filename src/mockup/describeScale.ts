import type { Mockup } from "./mockup";

/** A sentence for people about a scale nobody said: what it was taken for, why, and that they may say otherwise. */
export function describeScale({ name, cssSize, inferredScale }: Mockup): string {
  const { deviceScaleFactor = 1, because = [] } = inferredScale ?? {};
  const size = `${cssSize.width} × ${cssSize.height} CSS px`;
  const reasons = because.length > 0 ? `: ${because.join(", ")}` : "";
  return `${name} is taken for ${deviceScaleFactor}× (${size})${reasons}. If that is wrong, set the scale factor.`;
}
