import { basename, join } from "node:path";
import { sizeOfFile } from "../../../files/confine";
import { Folder } from "../../../files/folder";
import { lockFolder } from "../../../files/lockFolder";
import { removeFolder } from "../../../files/removeFolder";
import type { IsOurs } from "../../../files/removeFolder";
import type { Backend } from "./backendCatalog";
import { lockOf } from "./updateBridge";

/** Where the parts of a downloaded backend are. Paths are absolute. */
export interface BackendPaths {
  /** The libraries and, last of all, the bridge: what findBridges looks at. */
  readonly folder: string;
  /** What is being unpacked. */
  readonly fresh: string;
  /** Archives, whole and in parts. */
  readonly downloads: string;
  readonly lock: string;
}

export function backendPaths(dir: string, { variant }: Backend): BackendPaths {
  const folder = join(dir, variant);
  return {
    folder,
    fresh: `${folder}.new`,
    downloads: `${folder}.download`,
    lock: lockOf(folder),
  };
}

/** The archive of one of a backend's packages: "linux-x64-cuda-3.22.1.tgz". */
export const archiveName = (name: string, version: string): string =>
  `${name.slice(name.lastIndexOf("/") + 1)}-${version}.tgz`;

/** What the libraries in a folder were unpacked from: "libraries.json". */
const stampOf = ({ packages }: Backend): string =>
  `${JSON.stringify(packages.map(({ name, version, integrity }) => ({ name, version, integrity })))}\n`;

const stampName = "libraries.json";
const maxStampBytes = 100_000;

/** What is ours in the folders of {@link BackendPaths}: libraries, wherever they are, the bridge, archives. */
export const isBackendFile: IsOurs = (path) =>
  /(^|\/)[\w-]+$|\.(so|dll)(\.\d+)*$|^(bridge\.(node|json)|libraries\.json)$|\.tgz(\.part(\.json)?)?$/.test(
    path,
  );

/** Says that the libraries in `folder` are whole. */
export async function stampLibraries(folder: string, backend: Backend): Promise<void> {
  await (await Folder.make(folder)).write(stampName, stampOf(backend));
}

export type BackendState = "installed" | "other version" | "partial" | "absent";

/** What there is of a backend. Libraries of another Mockloop's llama.cpp count as "other version". */
export async function backendState(dir: string, backend: Backend): Promise<BackendState> {
  const { folder } = backendPaths(dir, backend);
  const stamp = await readStamp(folder);
  if (stamp === stampOf(backend)) return "installed";
  if ((await loadedBytes(dir, backend)) > 0) return "partial";
  return stamp === undefined ? "absent" : "other version";
}

async function readStamp(folder: string): Promise<string | undefined> {
  try {
    const bytes = await (await Folder.open(folder)).read(stampName, { maxBytes: maxStampBytes });
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined; // there is none, or none that can be read
  }
}

/** How much of a download that has begun is there, bytes. */
export async function loadedBytes(dir: string, backend: Backend): Promise<number> {
  const { downloads } = backendPaths(dir, backend);
  let total = 0;
  for (const { name, version } of backend.packages)
    total += await archiveBytes(downloads, name, version);
  return total;
}

/** How much of an archive is on the disk, bytes. */
export async function archiveBytes(
  downloads: string,
  name: string,
  version: string,
): Promise<number> {
  const archive = join(downloads, archiveName(name, version));
  return (await sizeOfFile(archive)) ?? (await sizeOfFile(`${archive}.part`)) ?? 0;
}

/** Deletes a backend, and what there is of its download. */
export async function removeBackend(dir: string, backend: Backend): Promise<void> {
  const paths = backendPaths(dir, backend);
  const all = await Folder.open(dir).catch(() => undefined);
  if (!all) return;
  const unlock = await lockFolder(paths.lock);
  try {
    // The manifest first: what is left of a removal that was cut short is never loaded.
    await all.remove(`${basename(paths.folder)}/bridge.json`);
    for (const path of [paths.folder, paths.fresh, paths.downloads])
      await removeFolder(all, basename(path), isBackendFile);
  } finally {
    await unlock();
  }
}
