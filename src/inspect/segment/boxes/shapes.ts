import { heightOf, widthOf } from "../../../base/bounds";
import type { Surface } from "../paint/surface";
import { BAR, FRAME, RECTANGLE, ROUND, SURFACE } from "./tuning";

/** A progress bar, an accent: thicker than a divider, thinner than a card, filled. */
export function isBar(width: number, height: number, area: number, unit: number): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return (
    short >= BAR.thinnest * unit &&
    short < BAR.thickest * unit &&
    long >= Math.max(BAR.elongation * short, BAR.shortest * unit) &&
    area >= width * height * BAR.filled
  );
}

export const isGlyphSized = (surface: Surface, unit: number): boolean =>
  widthOf(surface) <= SURFACE.glyphSize * unit && heightOf(surface) <= SURFACE.glyphSize * unit;

/** Straight sides or round ones, and nothing like a letter. */
export function isRectangular(surface: Surface, unit: number): boolean {
  const [width, height] = [widthOf(surface), heightOf(surface)];
  if (isBar(width, height, surface.area, unit)) return true;
  if (surface.core < RECTANGLE.leastCore * unit ** 2) return false;
  const isThinGlyph =
    width <= height * RECTANGLE.slender &&
    height < SURFACE.glyphSize * unit &&
    width < RECTANGLE.slenderWidth * unit;
  if (isThinGlyph) return false;
  const [weakest, second] = [...surface.sides].sort((a, b) => a - b) as [number, number];
  const straight =
    surface.hull > RECTANGLE.straightHull &&
    second > RECTANGLE.secondSide &&
    weakest > RECTANGLE.weakestSide;
  const round =
    surface.hull > RECTANGLE.roundHull &&
    Math.min(width, height) >= RECTANGLE.roundSize * unit &&
    weakest > RECTANGLE.roundSide;
  return straight || round;
}

/** A border around something else, however many device px thick. */
export const isFrame = (surface: Surface, unit: number): boolean =>
  surface.solidity < FRAME.solidity &&
  surface.hull > FRAME.hull &&
  surface.area <= FRAME.thickness * unit * 2 * (widthOf(surface) + heightOf(surface));

/** A circle, or a pill that lies. */
export function isRound(surface: Surface, unit: number): boolean {
  const [width, height] = [widthOf(surface), heightOf(surface)];
  const [top, right, bottom, left] = surface.sides;
  if (width < ROUND.leastWidth * unit) return false;
  if (Math.max(Math.abs(top - bottom), Math.abs(left - right)) > ROUND.sideDifference) return false;
  const isLying = width >= height * ROUND.widest;
  if (isLying) return surface.hull > ROUND.pillHull && top > ROUND.pillSide;
  return surface.hull > ROUND.circleHull && width > height * ROUND.narrowest;
}
