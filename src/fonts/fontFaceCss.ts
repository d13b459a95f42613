import { fileForFace, findCatalogFamily, type CatalogFamily, type FontFile } from "./fontCatalog";
import type { Face } from "./fontProbe";
import { quoteFamily } from "./fontStack";

/**
 * The `@font-face` rules that `faces` need, one a font file, in the order of the faces; system faces need none.
 *
 * @param urlOf The URL of a catalogue path ("fonts/inter.woff2"); by default the path itself, for a stylesheet beside `fonts/`.
 */
export function fontFaceCss(
  faces: readonly Face[],
  urlOf: (path: string) => string = (path) => path,
): string {
  const rules = new Map<string, string>();
  for (const face of faces) {
    const family = findCatalogFamily(face.family);
    if (!family) continue;
    const file = fileForFace(family, face.weight, face.italic);
    if (!rules.has(file.path)) rules.set(file.path, ruleOf(family, file, urlOf(file.path)));
  }
  return [...rules.values()].join("\n\n");
}

function ruleOf(family: CatalogFamily, file: FontFile, url: string): string {
  const [lowest, highest] = file.weightRange;
  return `@font-face {
  font-family: ${quoteFamily(family.family)};
  font-style: ${file.italic ? "italic" : "normal"};
  font-weight: ${lowest === highest ? lowest : `${lowest} ${highest}`};
  font-display: swap;
  src: url("${url}") format("woff2");
}`;
}
