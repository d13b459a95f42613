import type { Declaration } from "../page/declaration";
import { LEADINGS, pixelsOf, stepOf, TEXT_SIZES } from "./scale";
import { arbitrary } from "./splitValue";
import type { NameValue } from "./tokens";

/** The type that an element has, whoever declared it. */
export interface TypeState {
  readonly family: string;
  readonly size: string;
  readonly leading: string;
  readonly weight: string;
  readonly slant: string;
  readonly spacing: string;
}

/** What Tailwind's own base gives a page; its family is what the theme calls "sans". */
export const INITIAL_TYPE: TypeState = {
  family: "",
  size: "16px",
  leading: "1.5",
  weight: "400",
  slant: "normal",
  spacing: "normal",
};

const LONGHANDS: Readonly<Record<string, keyof TypeState>> = {
  "font-family": "family",
  "font-size": "size",
  "line-height": "leading",
  "font-weight": "weight",
  "font-style": "slant",
  "letter-spacing": "spacing",
};

/** What of the type `style` declares; the shorthand declares all of it. */
export function typeIn(style: readonly Declaration[]): Partial<TypeState> {
  const type: { -readonly [K in keyof TypeState]?: string } = {};
  for (const [property, value] of style) {
    const longhand = LONGHANDS[property];
    if (longhand) type[longhand] = value;
    if (property === "font" && value !== "inherit") Object.assign(type, parseFont(value));
  }
  return type;
}

/** Whether a declaration is of the type that `typeIn` reads. */
export function isType([property, value]: Declaration): boolean {
  return property in LONGHANDS || (property === "font" && value !== "inherit");
}

function parseFont(value: string): Partial<TypeState> {
  const [, slant, weight, size = "", leading, family = ""] =
    /^(italic )?(\d{3} )?([\d.]+(?:px|rem))(?:\/(\S+))? (.+)$/.exec(value) ?? [];
  return {
    ...{ size, family, leading: leading ?? "normal" },
    ...{ slant: slant?.trim() ?? "normal", weight: weight?.trim() ?? "400" },
  };
}

/**
 * The class of a size with its line height ("text-sm/5"), or of a line height alone ("leading-5"); undefined: neither is declared.
 * Tailwind's sizes bring line heights of their own, so the one that holds is said with each.
 */
export function sizeClass(
  own: Partial<TypeState>,
  all: TypeState,
  nameValue: NameValue,
): string | undefined {
  if (own.size === undefined)
    return own.leading === undefined ? undefined : `leading-${leadingName(all, nameValue)}`;
  const name =
    TEXT_SIZES.get(String(pixelsOf(all.size))) ??
    nameValue("text", all.size) ??
    arbitrary(all.size);
  return `text-${name}/${leadingName(all, nameValue)}`;
}

/** By its name, or as a step of the spacing scale, by the name the page gives it, or else in brackets. */
function leadingName({ leading, size }: TypeState, nameValue: NameValue): string {
  const name = LEADINGS.get(leading);
  if (name !== undefined) return name;
  const factor = /^[\d.]+$/.test(leading) ? Number(leading) : undefined;
  const lengthPx = factor === undefined ? pixelsOf(leading) : factor * (pixelsOf(size) ?? NaN);
  const rounded = lengthPx === undefined ? NaN : Math.round(lengthPx * 1000) / 1000;
  return stepOf(rounded) ?? nameValue("leading", leading) ?? arbitrary(leading);
}
