import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { posix } from "node:path";
import { describeError, MockloopError } from "../base/errors";
import { FONT_CATALOG, type CatalogFamily, type FontFile } from "./fontCatalog";

const require = createRequire(import.meta.url);
const cache = new Map<string, Promise<Uint8Array>>();

/** Every catalogue path ("fonts/inter.woff2") with its family. */
const FAMILY_OF_PATH: ReadonlyMap<string, CatalogFamily> = new Map(
  FONT_CATALOG.flatMap((family) => family.files.map((file) => [file.path, family] as const)),
);

/**
 * The bytes of a catalogue font under its path in generated code, or undefined when the catalogue has no such path.
 * Read from the installed packages once.
 *
 * @throws MockloopError INTERNAL when the package is not installed.
 */
export async function readFontFile(path: string): Promise<Uint8Array | undefined> {
  const specifier = FAMILY_OF_PATH.get(path)?.files.find((file) => file.path === path)?.specifier;
  return specifier === undefined ? undefined : readPackageFile(specifier);
}

/** A font file with what a browser must know to load it. */
export interface LoadedFont extends Pick<FontFile, "weightRange" | "italic"> {
  readonly family: string;
  readonly bytes: Uint8Array;
}

/**
 * Every font of the catalogue, for a FontProbe.
 *
 * @throws MockloopError INTERNAL when a font's package is not installed.
 */
export function loadCatalogFonts(): Promise<readonly LoadedFont[]> {
  return Promise.all(
    FONT_CATALOG.flatMap(({ family, files }) =>
      files.map(async ({ specifier, weightRange, italic }) => ({
        family,
        weightRange,
        italic,
        bytes: await readPackageFile(specifier),
      })),
    ),
  );
}

/**
 * `files` plus every catalogue font that their HTML and CSS refer to (`url(fonts/inter.woff2)`) and its licence, so
 * that a model only has to name it. Files that are there already are left as they are.
 *
 * @throws MockloopError INTERNAL when a font's package is not installed.
 */
export async function provideFonts(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const provided = new Map(files);
  for (const path of referencedPaths(files)) {
    const family = FAMILY_OF_PATH.get(path);
    const bytes = await readFontFile(path);
    if (!family || !bytes) continue;
    if (!provided.has(path)) provided.set(path, bytes);
    if (!provided.has(family.licence.path))
      provided.set(family.licence.path, await readPackageFile(family.licence.specifier));
  }
  return provided;
}

/** The targets of every `url()` in HTML and CSS, relative to the root of the files, each once. */
function referencedPaths(files: ReadonlyMap<string, Uint8Array>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const [path, bytes] of files) {
    if (!/\.(css|html?)$/i.test(path)) continue;
    const text = new TextDecoder().decode(bytes);
    for (const match of text.matchAll(/url\(\s*["']?([^"')\s]+\.woff2)/gi))
      paths.add(posix.normalize(posix.join(posix.dirname(path), match[1] ?? "")));
  }
  return paths;
}

function readPackageFile(specifier: string): Promise<Uint8Array> {
  const known = cache.get(specifier);
  if (known) return known;
  const bytes = readFile(resolveSpecifier(specifier)).then((buffer) => new Uint8Array(buffer));
  cache.set(specifier, bytes);
  bytes.catch(() => cache.delete(specifier));
  return bytes;
}

function resolveSpecifier(specifier: string): string {
  try {
    return require.resolve(specifier);
  } catch (error) {
    throw new MockloopError(
      "INTERNAL",
      "A font package is missing. Run `npm install` again, or reinstall Mockloop.",
      { detail: describeError(error), cause: error },
    );
  }
}
