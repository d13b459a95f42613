import { relative, resolve, sep } from "node:path";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { isLedgerName, readLedger } from "../ledger/batchLedger";
import type { FoundLedger } from "./mergeShards";

/**
 * The ledgers in folders, and in the folders right in these; places are relative to `to`.
 *
 * @throws MockloopError BAD_OPTION when a folder has none.
 */
export async function findLedgers(paths: readonly string[], to: string): Promise<FoundLedger[]> {
  const found: FoundLedger[] = [];
  for (const path of paths) {
    const here = await readAll(path, to);
    const inside = here.length > 0 ? [] : await readInside(path, to);
    if (here.length + inside.length === 0)
      throw new MockloopError("BAD_OPTION", `There are no results of a batch in ${path}.`);
    found.push(...here, ...inside);
  }
  return found;
}

async function readInside(path: string, to: string): Promise<FoundLedger[]> {
  const folder = await openFolder(path);
  const found: FoundLedger[] = [];
  for (const { name, kind } of await folder.list())
    if (kind === "folder") found.push(...(await readAll(folder.pathOf(name), to)));
  return found;
}

async function readAll(path: string, to: string): Promise<FoundLedger[]> {
  const folder = await openFolder(path);
  const found: FoundLedger[] = [];
  for (const { name } of await folder.list()) {
    if (!isLedgerName(name)) continue;
    const ledger = await readLedger(folder, name);
    const place = relative(resolve(to), resolve(path)).split(sep).join("/");
    if (ledger) found.push({ ledger, place });
  }
  return found;
}

async function openFolder(path: string): Promise<Folder> {
  return Folder.open(path).catch((cause: unknown) => {
    throw new MockloopError("BAD_OPTION", `The folder ${path} cannot be read.`, { cause });
  });
}
