import { systemErrorCode } from "../../base/errors";
import { Folder } from "../../files/folder";
import type { ResultStore } from "./resultStore";

/** A store in a folder, perhaps of a disk that machines share; it is made. */
export async function createFolderStore(path: string): Promise<ResultStore> {
  const root = await Folder.make(path);
  return {
    place: path,
    put: (name, bytes) => root.write(name, bytes),
    get: (name, maxBytes) => root.read(name, { maxBytes }).catch(ignoreMissing),
    list: async (folder) => {
      const found = await root.folder(folder).catch(ignoreMissing);
      const entries = (await found?.list()) ?? [];
      return entries.flatMap(({ name, kind }) => (kind === "file" ? [`${folder}/${name}`] : []));
    },
  };
}

function ignoreMissing(error: unknown): undefined {
  if (systemErrorCode(error) === "ENOENT") return undefined;
  throw error;
}
