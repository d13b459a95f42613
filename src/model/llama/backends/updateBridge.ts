import { copyFile, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BridgeFiles } from "../../../protocol/modelHostProtocol";

/**
 * Puts the bridge that came with this Mockloop beside downloaded libraries when those have another one, of an earlier
 * Mockloop. Resolves with what to load; with undefined when the folder cannot be written. When the libraries are for another
 * llama.cpp nothing is copied, and the loader will find that the releases differ.
 */
export async function updateBridge(
  downloaded: BridgeFiles,
  shipped: BridgeFiles,
): Promise<BridgeFiles | undefined> {
  if (downloaded.llamaRelease !== shipped.llamaRelease)
    return { ...downloaded, llamaRelease: shipped.llamaRelease };
  try {
    const [ours, theirs] = await Promise.all([readManifest(shipped), readManifest(downloaded)]);
    if (ours !== theirs) await copyBridge(dirname(shipped.addon), dirname(downloaded.addon));
    return downloaded;
  } catch {
    return undefined; // `mockloop backends add` says why
  }
}

/** Copies bridge.node and then bridge.json, which says that it is whole. Each appears at once or not at all. */
export async function copyBridge(from: string, to: string): Promise<void> {
  await rm(join(to, "bridge.json"), { force: true });
  for (const name of ["bridge.node", "bridge.json"]) {
    const fresh = join(to, `${name}.${process.pid}`);
    await copyFile(join(from, name), fresh);
    await rename(fresh, join(to, name));
  }
}

const readManifest = ({ addon }: BridgeFiles): Promise<string> =>
  readFile(join(dirname(addon), "bridge.json"), "utf8");
