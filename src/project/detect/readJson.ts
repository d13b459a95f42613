import JSON5 from "json5";
import type * as Type from "typebox";
import { isAbort } from "../../base/async";
import { matches } from "../../base/schema";
import type { Folder } from "../../files/folder";

const MAX_BYTES = 1e6;

/** Of a JSON file: reading what was made to take long takes seconds for a million. */
const MAX_JSON_BYTES = 200_000;

/** The text of a file of a project; undefined: there is none, it is a link, or larger than such files are. @throws AbortError. */
export async function readText(
  root: Folder,
  path: string,
  signal: AbortSignal,
  maxBytes = MAX_BYTES,
): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await root.read(path, { maxBytes, signal }));
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  }
}

/** A JSON file of a project, with comments and trailing commas as TypeScript's have; undefined: as for texts, or it is another thing. */
export async function readJson<S extends Type.TSchema>(
  root: Folder,
  path: string,
  schema: S,
  signal: AbortSignal,
): Promise<Type.Static<S> | undefined> {
  const text = await readText(root, path, signal, MAX_JSON_BYTES);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON5.parse(text);
    return matches(schema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
