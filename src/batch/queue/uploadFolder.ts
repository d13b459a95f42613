import { contentTypeOf } from "../store/contentTypeOf";
import type { Folder } from "../../files/folder";
import type { ResultStore } from "../store/resultStore";

/** More than any file of a run. */
const MAX_BYTES = 64e6;

/** Puts the files below the folder `name` into a store, under their paths from `root`; links and locks are left out. */
export async function uploadFolder(root: Folder, name: string, store: ResultStore): Promise<void> {
  for (const entry of await (await root.folder(name)).list()) {
    const path = `${name}/${entry.name}`;
    if (entry.name === ".lock") continue;
    if (entry.kind === "folder") await uploadFolder(root, path, store);
    else if (entry.kind === "file")
      await store.put(path, await root.read(path, { maxBytes: MAX_BYTES }), contentTypeOf(path));
  }
}
