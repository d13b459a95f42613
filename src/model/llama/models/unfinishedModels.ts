import { join, resolve } from "node:path";
import * as Type from "typebox";
import { matches } from "../../../base/schema";
import { sizeOfFile } from "../../../files/confine";
import { Folder } from "../../../files/folder";
import { PartFile } from "../download/partFile";
import type { ModelStore } from "./modelStore";
import { parseModelUri } from "./modelUri";
import { filesOf, type PullFile, type PullRequest } from "./pullFiles";

/** What is on the disk of a model whose download was stopped. */
export interface UnfinishedModel {
  readonly id: string;
  /** Bytes that are here. */
  readonly partialBytes: number;
  /** Of all its files; undefined: nobody has said yet. */
  readonly bytes: number | undefined;
  /** How to go on; undefined for what an earlier version, or an import that was killed, left behind. */
  readonly request: PullRequest | undefined;
}

/** What was asked for, beside the files of a download under way: it may be stopped, and gone on with by name. */
const requestName = "download.json";

/**
 * Keeps what a download is to bring; an import leaves nothing to go on with and keeps nothing. Addresses may hold passwords, so
 * that only the user may read it.
 *
 * @throws MockloopError DISK_FULL, WRITE_FAILED.
 */
export async function keepRequest(folder: string, request: PullRequest): Promise<void> {
  const { title, licence, text, textParts, mmproj } = request;
  if (filesOf(request).every(({ uri }) => parseModelUri(uri).kind === "path")) return;
  const kept = {
    ...{ title, licence, text: withWholePath(text) },
    ...(textParts && { textParts: textParts.map(withWholePath) }),
    ...(mmproj && { mmproj: withWholePath(mmproj) }),
  };
  await (await Folder.open(folder)).write(requestName, JSON.stringify(kept), { mode: 0o600 });
}

/** Forgets it: the model is entered, or nothing came. */
export async function dropRequest(folder: string): Promise<void> {
  const here = await Folder.open(folder).catch(() => undefined);
  await here?.remove(requestName);
}

/** The models of the store that are not whole, as far as anything of them is here. */
export async function listUnfinished(store: ModelStore): Promise<UnfinishedModel[]> {
  const found = await Promise.all((await store.folders()).map((id) => findUnfinished(store, id)));
  return found.filter((model) => model !== undefined);
}

/** What is here of a model; undefined when there is nothing, or all of it. */
export async function findUnfinished(
  store: ModelStore,
  id: string,
): Promise<UnfinishedModel | undefined> {
  const partialBytes = await store.partialBytes(id);
  if (partialBytes === 0) return undefined;
  const folder = store.folderOf(id);
  const request = await readRequest(folder, id);
  const files = request ? filesOf(request) : [];
  const sizes = await Promise.all(files.map((file) => sizeOf(folder, file)));
  const bytes =
    request &&
    sizes.reduce(
      (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
      0,
    );
  return { id, partialBytes, bytes, request };
}

/** What a file will be: as a whole one is, as was told beforehand, or as its server says. */
async function sizeOf(folder: string, { uri, bytes }: PullFile): Promise<number | undefined> {
  const source = parseModelUri(uri);
  const path = source.kind === "path" ? source.path : join(folder, source.fileName);
  const size = await sizeOfFile(path);
  if (size !== undefined || bytes !== undefined) return size ?? bytes;
  const part = await PartFile.open(path).catch(() => undefined);
  return (await part?.readFacts())?.total;
}

async function readRequest(folder: string, id: string): Promise<PullRequest | undefined> {
  try {
    const bytes = await (await Folder.open(folder)).read(requestName, { maxBytes: MAX_BYTES });
    const kept: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return matches(requestSchema, kept) ? { ...kept, id } : undefined;
  } catch {
    return undefined; // there is none, or none that can be used
  }
}

const MAX_BYTES = 1e6;

const fileSchema = Type.Object({
  uri: Type.String(),
  bytes: Type.Optional(Type.Number()),
  sha256: Type.Optional(Type.String()),
});

/** A {@link PullRequest}; its folder's name is the model's. */
const requestSchema = Type.Object({
  title: Type.String(),
  licence: Type.String(),
  text: fileSchema,
  textParts: Type.Optional(Type.Array(fileSchema)),
  mmproj: Type.Optional(fileSchema),
});

/** A path that means the same from any folder. */
function withWholePath(file: PullFile): PullFile {
  const source = parseModelUri(file.uri);
  return source.kind === "path" ? { ...file, uri: resolve(source.path) } : file;
}
