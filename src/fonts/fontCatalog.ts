/** The generic family CSS falls back to. */
export type GenericFamily = "sans-serif" | "serif" | "monospace";

/** A family whose files Mockloop carries and may hand out with the generated code. */
export interface CatalogFamily {
  /** As CSS names it: "Open Sans". */
  readonly family: string;
  /** As files name it: "open-sans". */
  readonly id: string;
  readonly generic: GenericFamily;
  /** Upright files first. */
  readonly files: readonly FontFile[];
  readonly licence: FontLicence;
}

/** One woff2 with the latin characters of a family. */
export interface FontFile {
  /** Where generated code finds it: "fonts/open-sans.woff2". */
  readonly path: string;
  /** The module specifier it is resolved from. */
  readonly specifier: string;
  readonly italic: boolean;
  /** Lowest and highest weight the file draws; equal for a static file. */
  readonly weightRange: readonly [lowest: number, highest: number];
}

export interface FontLicence {
  /** "fonts/open-sans-LICENSE.txt". */
  readonly path: string;
  readonly specifier: string;
}

/**
 * Families that common user interfaces use, all free to redistribute (OFL-1.1, Apache-2.0 for Roboto Slab, UFL-1.0 for
 * Ubuntu). Variable packages hold every weight in one file; static ones one file a weight.
 */
export const FONT_CATALOG: readonly CatalogFamily[] = [
  variable("Inter", "sans-serif", 100, 900),
  variable("Roboto", "sans-serif", 100, 900),
  variable("Open Sans", "sans-serif", 300, 800),
  fixed("Lato", "sans-serif", [300, 400, 700, 900], [400, 700]),
  variable("Montserrat", "sans-serif", 100, 900),
  fixed("Poppins", "sans-serif", [300, 400, 500, 600, 700, 800], [400]),
  variable("Nunito", "sans-serif", 200, 1000),
  variable("Nunito Sans", "sans-serif", 200, 1000),
  variable("Source Sans 3", "sans-serif", 200, 900),
  variable("Raleway", "sans-serif", 100, 900),
  variable("Work Sans", "sans-serif", 100, 900),
  variable("Mulish", "sans-serif", 200, 1000),
  variable("DM Sans", "sans-serif", 100, 1000),
  variable("IBM Plex Sans", "sans-serif", 100, 700),
  fixed("Ubuntu", "sans-serif", [300, 400, 500, 700], [400]),
  variable("Rubik", "sans-serif", 300, 900),
  variable("Manrope", "sans-serif", 200, 800, { italic: false }),
  variable("Figtree", "sans-serif", 300, 900),
  variable("Plus Jakarta Sans", "sans-serif", 200, 800),
  variable("Quicksand", "sans-serif", 300, 700, { italic: false }),
  variable("Oswald", "sans-serif", 200, 700, { italic: false }),
  fixed("Questrial", "sans-serif", [400], []),
  variable("Merriweather Sans", "sans-serif", 300, 800),
  variable("Merriweather", "serif", 300, 900),
  variable("Playfair Display", "serif", 400, 900),
  variable("Lora", "serif", 400, 700),
  variable("Roboto Slab", "serif", 100, 900, { italic: false }),
  variable("Roboto Mono", "monospace", 100, 700),
  variable("JetBrains Mono", "monospace", 100, 800),
  variable("Source Code Pro", "monospace", 200, 900),
];

/** The catalogue's entry of a CSS family name, case ignored. */
export function findCatalogFamily(family: string): CatalogFamily | undefined {
  const wanted = family.trim().toLowerCase();
  return FONT_CATALOG.find((entry) => entry.family.toLowerCase() === wanted);
}

/** The file of `family` that draws `weight` best: in range if any is, else the nearest; upright if there is no italic. */
export function fileForFace(family: CatalogFamily, weight: number, italic: boolean): FontFile {
  const distance = (file: FontFile): number =>
    Math.max(file.weightRange[0] - weight, weight - file.weightRange[1], 0) +
    (file.italic === italic ? 0 : 10_000);
  return family.files.reduce((best, file) => (distance(file) < distance(best) ? file : best));
}

function variable(
  family: string,
  generic: GenericFamily,
  lowest: number,
  highest: number,
  { italic = true } = {},
): CatalogFamily {
  const id = idOf(family);
  const file = (style: "normal" | "italic"): FontFile => ({
    path: `fonts/${id}${style === "italic" ? "-italic" : ""}.woff2`,
    specifier: `@fontsource-variable/${id}/files/${id}-latin-wght-${style}.woff2`,
    italic: style === "italic",
    weightRange: [lowest, highest],
  });
  return {
    family,
    id,
    generic,
    files: italic ? [file("normal"), file("italic")] : [file("normal")],
    licence: licenceOf(id, "@fontsource-variable"),
  };
}

function fixed(
  family: string,
  generic: GenericFamily,
  weights: readonly number[],
  italicWeights: readonly number[],
): CatalogFamily {
  const id = idOf(family);
  const file = (weight: number, style: "normal" | "italic"): FontFile => ({
    path: `fonts/${id}-${weight}${style === "italic" ? "-italic" : ""}.woff2`,
    specifier: `@fontsource/${id}/files/${id}-latin-${weight}-${style}.woff2`,
    italic: style === "italic",
    weightRange: [weight, weight],
  });
  return {
    family,
    id,
    generic,
    files: [
      ...weights.map((weight) => file(weight, "normal")),
      ...italicWeights.map((weight) => file(weight, "italic")),
    ],
    licence: licenceOf(id, "@fontsource"),
  };
}

function idOf(family: string): string {
  return family.toLowerCase().replaceAll(" ", "-");
}

function licenceOf(id: string, scope: string): FontLicence {
  return { path: `fonts/${id}-LICENSE.txt`, specifier: `${scope}/${id}/LICENSE` };
}
