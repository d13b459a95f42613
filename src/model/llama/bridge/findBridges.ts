import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { platformName } from "../../../base/text/platformName";
import type { BridgeFiles } from "../../../protocol/schemas/modelHost";
import type { HardwareRequest } from "../../../protocol/hardware";

/** What may compute: a setting. "auto" takes the best that works. */
export type GpuChoice = NonNullable<HardwareRequest["gpu"]>;

/** The order in which "auto" tries them. */
const order = ["cuda", "metal", "vulkan", "cpu"] as const;

/** "linux-x64-vulkan" → "vulkan"; "linux-x64" → "cpu". */
export function gpuOfVariant(variant: string): (typeof order)[number] {
  const last = variant.slice(variant.lastIndexOf("-") + 1);
  return order.find((gpu) => gpu === last) ?? "cpu";
}

/** A bridge that is there. */
export interface FoundBridge extends BridgeFiles {
  /** This Mockloop's own, for the same llama.cpp, where it lies beside downloaded libraries: what those are to be loaded with. */
  readonly shipped?: BridgeFiles;
}

/**
 * The bridges built for a platform under the given folders, best first. A folder is a checkout's `native` (bins/ and
 * node_modules/ inside), or one where each variant's libraries lie beside its bridge.node: a package's, or the one that
 * libraries are downloaded to. A bridge whose libraries were not downloaded is left out; a downloaded one that an update of Mockloop
 * may have left behind comes with the shipped one, see {@link prepareBridges}, or, when llama.cpp has changed as well, with the
 * release that is needed: the loader will find that they differ.
 */
export async function findBridges(
  nativeDirs: readonly string[],
  choice: GpuChoice,
  platform = platformName(),
): Promise<FoundBridge[]> {
  const found = new Map<string, FoundBridge>();
  const bare = new Map<string, BridgeFiles>();
  for (const dir of nativeDirs) {
    for (const bins of [join(dir, "bins"), dir]) {
      const names = await readdir(bins).catch(() => []);
      for (const variant of names) {
        if (variant !== platform && !variant.startsWith(`${platform}-`)) continue;
        if (choice !== "auto" && gpuOfVariant(variant) !== choice) continue;
        if (found.has(variant)) continue;
        const bridge = await readBridge(join(bins, variant), variant, dir);
        if (!bridge) continue;
        if (isOptional(variant) && !existsSync(bridge.libraries)) {
          bare.set(variant, bridge);
          continue;
        }
        const shipped = bare.get(variant);
        found.set(variant, shipped ? withShipped(bridge, shipped) : bridge);
      }
    }
  }
  const rank = (bridge: BridgeFiles): number => order.indexOf(gpuOfVariant(bridge.variant));
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

function withShipped(downloaded: BridgeFiles, shipped: BridgeFiles): FoundBridge {
  const { llamaRelease } = shipped;
  return downloaded.llamaRelease === llamaRelease
    ? { ...downloaded, shipped }
    : { ...downloaded, llamaRelease };
}

/** Its bridge is shipped, its libraries are a download. */
const isOptional = (variant: string): boolean => gpuOfVariant(variant) === "cuda";

async function readBridge(
  dir: string,
  variant: string,
  nativeDir: string,
): Promise<BridgeFiles | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(dir, "bridge.json"), "utf8"));
    if (typeof manifest !== "object" || manifest === null || !("llamaRelease" in manifest))
      return undefined;
    const beside = (await readdir(dir)).some((name) => /^(lib)?llama\./.test(name));
    const installed = join(nativeDir, "node_modules", "@node-llama-cpp", variant, "bins", variant);
    return {
      variant,
      addon: join(dir, "bridge.node"),
      libraries: beside ? dir : installed,
      llamaRelease: String(manifest.llamaRelease),
    };
  } catch {
    return undefined; // not built, or half built: the manifest is written last
  }
}
