import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isAbort } from "../../../base/async";
import { describeError, MockloopError, systemErrorCode, writeError } from "../../../base/errors";
import { bridgeRemedy } from "../bridge/bridgeRemedy";
import { formatBytes } from "../../../base/text/formatBytes";
import { checkHost } from "../download/checkHost";
import { downloadFile } from "../download/downloadFile";
import type { Backend, BackendPackage } from "./backendCatalog";
import { archiveBytes, archiveName, backendPaths, backendState } from "./backendStore";
import { isBackendFile, stampLibraries, type BackendPaths } from "./backendStore";
import { extractTgz } from "./extractTgz";
import { freeBytesOf } from "../download/freeBytes";
import { Folder } from "../../../files/folder";
import { lockFolder } from "../../../files/lockFolder";
import { openNamedFile } from "../../../files/openPlain";
import { removeFolder } from "../../../files/removeFolder";
import { copyBridge } from "./updateBridge";

export interface AddBackendOptions {
  readonly backend: Backend;
  /** Where backends are kept. */
  readonly dir: string;
  /** Folders in which the bridge that belongs to the libraries may lie: a checkout's `native`, a package's. */
  readonly nativeDirs: readonly string[];
  /** Base URLs of npm registries, tried in order. What they send is checked, so that any mirror will do. */
  readonly registries: readonly string[];
  readonly stallMs?: number;
  readonly patience?: number;
  readonly backoffMs?: number;
  readonly onProgress?: (file: string, done: number, total: number) => void;
  /** Free bytes of the disk that holds a folder; undefined: ask the system. */
  readonly freeBytes?: (dir: string) => Promise<number>;
}

/** Room left on the disk besides, bytes. */
const reserve = 256e6;

/**
 * Downloads a backend's libraries, checks them by the hashes in the catalogue, and puts our bridge beside them, its manifest
 * last. A second call goes on where the first ended. Resolves with the folder.
 *
 * @throws MockloopError DISK_FULL before anything is fetched when there is no room; MODEL_UNAVAILABLE; WRITE_FAILED;
 * AbortError, after which what was loaded stays for the next call.
 */
export async function addBackend(options: AddBackendOptions, signal: AbortSignal): Promise<string> {
  const { backend, dir } = options;
  const bridge = findShipped(
    backend,
    options.nativeDirs.filter((native) => native !== dir),
  );
  const paths = backendPaths(dir, backend);
  const all = await Folder.make(dir);
  await all.makeFolder(basename(paths.downloads));
  const unlock = await lockFolder(paths.lock);
  try {
    if ((await backendState(dir, backend)) !== "installed")
      await installLibraries(options, paths, signal);
    await copyBridge(bridge, paths.folder).catch((error: unknown) => {
      throw writeError(paths.folder, error);
    });
    await removeFolder(all, basename(paths.downloads), isBackendFile);
    return paths.folder;
  } finally {
    await unlock();
  }
}

/** The folder with this Mockloop's bridge for the variant. */
function findShipped({ variant, title }: Backend, nativeDirs: readonly string[]): string {
  const folders = nativeDirs.flatMap((dir) => [join(dir, "bins", variant), join(dir, variant)]);
  const found = folders.find((folder) => existsSync(join(folder, "bridge.json")));
  if (found !== undefined) return found;
  throw new MockloopError("MODEL_UNAVAILABLE", `This Mockloop carries no bridge for ${title}.`, {
    remedy: bridgeRemedy(nativeDirs, "missing"),
    detail: `looked in ${folders.join(", ")}`,
  });
}

async function installLibraries(
  options: AddBackendOptions,
  { folder, fresh, downloads }: BackendPaths,
  signal: AbortSignal,
): Promise<void> {
  const { backend } = options;
  await requireSpace(options, downloads);
  const all = await Folder.open(options.dir);
  await removeFolder(all, basename(fresh), isBackendFile);
  try {
    for (const one of backend.packages) {
      const archive = await fetchArchive(one, downloads, options, signal);
      const inside = `package/bins/${backend.variant}/`;
      await extractTgz(archive, fresh, (name) => libraryPath(name, inside), signal);
    }
    await stampLibraries(fresh, backend);
    await removeFolder(all, basename(folder), isBackendFile);
    await all.move(basename(fresh), basename(folder));
  } catch (error) {
    await removeFolder(all, basename(fresh), isBackendFile);
    if (isAbort(error) || error instanceof MockloopError) throw error;
    // The system's own codes are all capitals: ENOSPC; those of libraries are not: Z_DATA_ERROR.
    if (/^E[A-Z]+$/.test(systemErrorCode(error) ?? "")) throw writeError(folder, error);
    throw unavailable(backend, describeError(error));
  }
}

/** Libraries, wherever they are below `inside`; llama.cpp's common is compiled into the bridge. */
function libraryPath(name: string, inside: string): string | undefined {
  const path = name.startsWith(inside) ? name.slice(inside.length) : "";
  return /\.(so|dll)(\.\d+)*$/.test(path) && !/llama-common\./.test(path) ? path : undefined;
}

async function fetchArchive(
  { name, version, integrity, bytes }: BackendPackage,
  downloads: string,
  options: AddBackendOptions,
  signal: AbortSignal,
): Promise<string> {
  const file = archiveName(name, version);
  const target = join(downloads, file);
  // Whoever adds up how far it is counts what an earlier call brought.
  if (existsSync(target)) options.onProgress?.(file, bytes, bytes);
  else
    await downloadFile(
      {
        ...options,
        urls: options.registries.map((base) => `${checkHost(base)}/${name}/-/${file}`),
        target,
        bytes,
        onProgress: (done) => options.onProgress?.(file, done, bytes),
      },
      signal,
    ).catch((error: unknown) => {
      // The download speaks of a model.
      if (!(error instanceof MockloopError) || error.code !== "MODEL_UNAVAILABLE") throw error;
      throw unavailable(options.backend, error.message);
    });
  const hash = createHash("sha512");
  const archive = await openNamedFile(target);
  for await (const chunk of archive.createReadStream({ highWaterMark: 1 << 20, signal }))
    hash.update(chunk as Buffer);
  const found = `sha512-${hash.digest("base64")}`;
  if (found === integrity) return target;
  await (await Folder.open(dirname(target))).remove(file);
  throw new MockloopError(
    "MODEL_UNAVAILABLE",
    `${file} is not the file that was asked for: its checksum is wrong. It was deleted; try again.`,
    {
      detail: `${found} instead of ${integrity}`,
      remedy: { kind: "other-registry", id: options.backend.id },
    },
  );
}

const unavailable = ({ id, title }: Backend, detail: string): MockloopError =>
  new MockloopError(
    "MODEL_UNAVAILABLE",
    `The libraries for ${title} could not be downloaded. Check the network. What was loaded is kept, and trying again goes on from there.`,
    { detail, remedy: { kind: "other-registry", id } },
  );

async function requireSpace(options: AddBackendOptions, downloads: string): Promise<void> {
  let needed = reserve;
  for (const { name, version, bytes, unpackedBytes } of options.backend.packages)
    needed += unpackedBytes + bytes - (await archiveBytes(downloads, name, version));
  const free = await (options.freeBytes ?? freeBytesOf)(downloads);
  if (free >= needed) return;
  throw new MockloopError(
    "DISK_FULL",
    `The disk of ${options.dir} has ${formatBytes(free)} free, the libraries need ${formatBytes(needed)}. Free some space, or set MOCKLOOP_BACKENDS to another folder.`,
  );
}
