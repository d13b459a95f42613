import { InvalidArgumentError } from "commander";
import { SCALE_RANGE } from "../../mockup/mockup";

/** "1280x800" as a size, CSS px. */
export function parseSize(text: string): { width: number; height: number } {
  const match = /^(\d{1,5})[x×](\d{1,5})$/i.exec(text);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || width < 1 || height < 1)
    throw new InvalidArgumentError("Give it as WIDTHxHEIGHT, such as 1280x800.");
  return { width, height };
}

/** A parser of numbers from `low` to `high`. */
export function numberIn(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isFinite(value) || text.trim() === "" || value < low || value > high)
      throw new InvalidArgumentError(`Give a number from ${low} to ${high}.`);
    return value;
  };
}

/** Device px per CSS px. */
export const parseScale = numberIn(SCALE_RANGE.least, SCALE_RANGE.most);

/** A parser of whole numbers from `low` to `high`. */
export function integerIn(low: number, high: number): (text: string) => number {
  const parse = numberIn(low, high);
  return (text) => {
    const value = parse(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError("Give a whole number.");
    return value;
  };
}
