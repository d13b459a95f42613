import type { Folder } from "../../../files/folder";
import { pageElementsSchema } from "../../../protocol/pageElement";
import type { PageElement } from "../../../protocol/pageElement";
import type { Render } from "../../../render/renderer";
import { ELEMENTS_NAME } from "../runPaths";
import { loadBeside } from "./loadBeside";

/** More than a page of as many elements as are read takes. */
const MAX_BYTES = 8e6;

/** Writes which elements a page has where, into its iteration's folder. @throws as {@link Folder.write}. */
export async function keepElements(folder: Folder, { elements }: Render): Promise<void> {
  const kept: readonly PageElement[] = elements.map(({ selector, box }) => {
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(
      (value) => Math.round(value * 10) / 10,
    ) as [number, number, number, number];
    return { selector, x, y, width, height };
  });
  await folder.write(ELEMENTS_NAME, JSON.stringify(kept));
}

/** The elements of the iteration in `dir`; none when it has no page, is of an older version, or they cannot be read. */
export async function loadElements(dir: string): Promise<readonly PageElement[]> {
  const kept = { schema: pageElementsSchema, maxBytes: MAX_BYTES };
  return (await loadBeside(dir, ELEMENTS_NAME, kept)) ?? [];
}
