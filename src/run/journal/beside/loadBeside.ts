import type { TSchema } from "typebox";
import { matches, type Shape } from "../../../base/schema";
import { Folder } from "../../../files/folder";

/** The JSON file `name` in a folder of a run; undefined: there is none, it cannot be read, or it is another thing. */
export async function loadBeside<S extends TSchema>(
  dir: string,
  name: string,
  { schema, maxBytes }: { readonly schema: S; readonly maxBytes: number },
): Promise<Shape<S> | undefined> {
  try {
    const folder = await Folder.open(dir);
    const bytes = await folder.read(name, { maxBytes });
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return matches(schema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
