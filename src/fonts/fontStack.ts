import { findCatalogFamily } from "./fontCatalog";

/**
 * Families that are not shipped but are on most machines, as itself or as a face with the same widths. The name is that
 * of the face on Linux; the stack leads to its like on other systems (Liberation Sans has Arial's widths, and so on).
 */
const SYSTEM_STACKS: ReadonlyMap<string, string> = new Map([
  ["Liberation Sans", 'Arial, "Liberation Sans", Helvetica, sans-serif'],
  ["Liberation Serif", '"Times New Roman", "Liberation Serif", Times, serif'],
  ["Liberation Mono", '"Courier New", "Liberation Mono", Courier, monospace'],
  ["DejaVu Sans", '"DejaVu Sans", Verdana, sans-serif'],
  ["DejaVu Serif", '"DejaVu Serif", Georgia, serif'],
  ["DejaVu Sans Mono", '"DejaVu Sans Mono", Menlo, Consolas, monospace'],
  ["Segoe UI", '"Segoe UI", system-ui, sans-serif'],
  ["Helvetica Neue", '"Helvetica Neue", Helvetica, Arial, sans-serif'],
  ["Arial", "Arial, Helvetica, sans-serif"],
  ["Times New Roman", '"Times New Roman", Times, serif'],
  ["Courier New", '"Courier New", Courier, monospace'],
  ["Georgia", "Georgia, serif"],
  ["Verdana", "Verdana, sans-serif"],
  ["Consolas", "Consolas, Menlo, monospace"],
  ["Menlo", "Menlo, Consolas, monospace"],
]);

/** Whether code that names `family` draws about the same elsewhere: it is in the catalogue, or has a stack of its own. */
export function isPortableFamily(family: string): boolean {
  return SYSTEM_STACKS.has(family) || findCatalogFamily(family) !== undefined;
}

/**
 * The value of CSS `font-family` that draws `family` wherever the code runs: the family, then what comes closest. A
 * family of the catalogue needs its `@font-face` besides; an unknown one falls back to sans-serif.
 */
export function fontStack(family: string): string {
  const system = SYSTEM_STACKS.get(family);
  if (system !== undefined) return system;
  const generic = findCatalogFamily(family)?.generic ?? "sans-serif";
  return `${quoteFamily(family)}, ${generic}`;
}

/** Whether all letters of `family` are as wide as each other, as code is set. */
export function isMonospaced(family: string): boolean {
  return fontStack(family).endsWith("monospace");
}

/** A family name as CSS wants it: quoted unless it is one plain word. */
export function quoteFamily(family: string): string {
  return /^[a-z][a-z-]*$/i.test(family) ? family : `"${family.replace(/["\\]/g, "\\$&")}"`;
}
