import { dirname, join } from "node:path";
import type { BridgeFiles } from "../../../protocol/schemas/modelHost";
import type { FoundBridge } from "../bridge/findBridges";
import { Folder } from "../../../files/folder";
import { lockFolder } from "../../../files/lockFolder";
import { readNamedFile } from "../../../files/openPlain";

/** How long to wait for another process that does the same: a few megabytes are copied. */
const PATIENCE_MS = 5000;

/**
 * What can be loaded of what was found, best first. A bridge that came with this Mockloop is put beside downloaded libraries that
 * have another one, of an earlier Mockloop; where that folder cannot be written they are left out.
 */
export async function prepareBridges(found: readonly FoundBridge[]): Promise<BridgeFiles[]> {
  const prepared = await Promise.all(
    found.map(async ({ shipped, ...bridge }) => (shipped ? updateBridge(bridge, shipped) : bridge)),
  );
  return prepared.filter((bridge) => bridge !== undefined);
}

async function updateBridge(
  downloaded: BridgeFiles,
  shipped: BridgeFiles,
): Promise<BridgeFiles | undefined> {
  const folder = dirname(downloaded.addon);
  const isCurrent = async (): Promise<boolean> =>
    (await readManifest(shipped)) === (await readManifest(downloaded));
  try {
    if (await isCurrent()) return downloaded;
    const unlock = await lockFolder(lockOf(folder), { patienceMs: PATIENCE_MS });
    try {
      // Another process may have done it, or removed the folder, meanwhile.
      if (!(await isCurrent())) await copyBridge(dirname(shipped.addon), folder);
    } finally {
      await unlock();
    }
    return downloaded;
  } catch {
    return undefined; // `mockloop backends add` says why
  }
}

/** The lock of a folder that libraries are downloaded to. */
export const lockOf = (folder: string): string => `${folder}.lock`;

/**
 * Copies bridge.node and then bridge.json, which says that it is whole. Each takes the place of an older one at once, so that
 * whoever looks meanwhile finds one of the two.
 */
export async function copyBridge(from: string, to: string): Promise<void> {
  const folder = await Folder.open(to);
  for (const name of ["bridge.node", "bridge.json"])
    await folder.write(name, await readNamedFile(join(from, name), { maxBytes: MAX_BYTES }));
}

/** Many times a bridge's size. */
const MAX_BYTES = 512e6;

async function readManifest({ addon }: BridgeFiles): Promise<string> {
  const path = join(dirname(addon), "bridge.json");
  return new TextDecoder().decode(await readNamedFile(path, { maxBytes: MAX_BYTES }));
}
