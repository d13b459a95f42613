import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isAbort, throwIfAborted } from "../../../base/async";
import { describeError, MockloopError, writeError } from "../../../base/errors";
import { followRedirects, Refused } from "./followRedirects";

export interface DownloadOptions {
  /** Tried in order; all hold the same file. */
  readonly urls: readonly string[];
  /** Where the finished file goes. Until then the bytes are in `<target>.part`. */
  readonly target: string;
  /** What its size must be, if known beforehand. */
  readonly bytes?: number;
  /** What its SHA-256 must be, hex, if known beforehand. */
  readonly sha256?: string;
  /** Give up on a connection that has brought nothing for this long. Default 30 s. */
  readonly stallMs?: number;
  /** Attempts in a row that may bring nothing before the download fails. Default 6. */
  readonly patience?: number;
  /** Before the first repetition; doubles. Default 500 ms. */
  readonly backoffMs?: number;
  readonly onProgress?: (done: number, total: number | undefined) => void;
}

export interface DownloadedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What is known about the bytes in `<target>.part`, so that a later process can go on with them. */
export interface PartFacts {
  /** Names this version of the file on its server. */
  readonly etag?: string | undefined;
  /** When it last changed, as the server writes it. */
  readonly date?: string | undefined;
  readonly total?: number | undefined;
  /** Hugging Face names a large file's SHA-256. */
  readonly sha256?: string | undefined;
}

/**
 * Downloads a file: goes on where an earlier attempt (or process) ended, gives up on connections that stall, notices bodies
 * that are too short or too long, and only ever leaves a whole, checked file at `target`.
 *
 * @throws MockloopError MODEL_UNAVAILABLE (the server refuses, sends something else, or cannot be reached), DISK_FULL,
 * WRITE_FAILED; AbortError, after which the part stays for the next attempt.
 */
export async function downloadFile(
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<DownloadedFile> {
  const part = `${options.target}.part`;
  const problems: string[] = [];
  for (const url of options.urls) {
    try {
      const facts = await downloadFrom(url, part, options, signal);
      return await finish(part, facts, options, signal);
    } catch (error) {
      if (isAbort(error) || error instanceof MockloopError) throw error;
      problems.push(`${new URL(url).host}: ${describeError(error)}`);
    }
  }
  throw new MockloopError(
    "MODEL_UNAVAILABLE",
    `The model could not be downloaded. Check the network, set a mirror, or import the files from a disk. What was loaded is kept: run the same command again to go on.`,
    { detail: problems.join("; ") },
  );
}

/** Repeats requests to one server until the part is whole. */
async function downloadFrom(
  url: string,
  part: string,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<PartFacts> {
  const { patience = 6, backoffMs = 500 } = options;
  let facts = await readFacts(part);
  for (let failures = 0; ;) {
    throwIfAborted(signal);
    const before = await sizeOf(part);
    if (facts.total !== undefined && before === facts.total) return facts;
    try {
      facts = await requestRest(url, part, facts, options, signal);
      const after = await sizeOf(part);
      if (facts.total === undefined || after === facts.total) return { ...facts, total: after };
      throw new Error(`the connection ended after ${after} of ${facts.total} bytes`);
    } catch (error) {
      if (signal.aborted) throwIfAborted(signal);
      if (error instanceof Refused || error instanceof MockloopError) throw error;
      facts = await readFacts(part);
      failures = (await sizeOf(part)) > before ? 0 : failures + 1;
      if (failures >= patience) throw error;
      await sleep(backoffMs * 2 ** failures, undefined, { signal });
    }
  }
}

/** One request for the bytes that are missing. Returns when the server says that was all. */
async function requestRest(
  url: string,
  part: string,
  known: PartFacts,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<PartFacts> {
  const watch = new StallWatch(options.stallMs ?? 30_000);
  try {
    let offset = await sizeOf(part);
    const headers: Record<string, string> = { "accept-encoding": "identity" };
    if (offset > 0) headers["range"] = `bytes=${offset}-`;
    const version = versionOf(known);
    if (offset > 0 && version !== undefined) headers["if-range"] = version;
    const { response, linkedSha256 } = await followRedirects(url, {
      headers,
      signal: AbortSignal.any([signal, watch.signal]),
    });
    const facts = describeResponse(response, linkedSha256, known);
    const isRest = startOf(response) === offset && !isOther(known, facts);
    if (response.status === 416 || (response.status === 206 && !isRest)) {
      await rm(part, { force: true });
      throw new Error("the server does not have the bytes that are missing; starting anew");
    }
    if (!response.ok || !response.body) throw refusal(response.status);
    checkSize(facts.total, options);
    await writeFile(`${part}.json`, JSON.stringify(facts)).catch((error: unknown) => {
      throw writeError(`${part}.json`, error);
    });
    const file = await openPart(part, response.status === 206);
    if (response.status !== 206) offset = 0;
    try {
      for await (const chunk of response.body) {
        watch.feed();
        await writeAll(file, chunk as Uint8Array, part);
        offset += (chunk as Uint8Array).length;
        if (facts.total !== undefined && offset > facts.total)
          throw new Error(`the server sent more than the ${facts.total} bytes it announced`);
        options.onProgress?.(offset, facts.total);
      }
    } finally {
      await file.close();
    }
    return facts;
  } catch (error) {
    if (watch.signal.aborted && !signal.aborted)
      throw new Error(`nothing came for ${options.stallMs ?? 30_000} ms`, { cause: error });
    throw error;
  } finally {
    watch.stop();
  }
}

/** Fires its signal when it was not fed for a while. */
class StallWatch {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;
  readonly signal = this.controller.signal;
  constructor(private readonly ms: number) {
    this.timer = this.start();
  }
  feed(): void {
    clearTimeout(this.timer);
    this.timer = this.start();
  }
  stop(): void {
    clearTimeout(this.timer);
  }
  private start(): NodeJS.Timeout {
    return setTimeout(() => this.controller.abort(), this.ms);
  }
}

function describeResponse(
  response: Response,
  linkedSha256: string | undefined,
  known: PartFacts,
): PartFacts {
  const range = /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1];
  const length = response.headers.get("content-length");
  const total = range ?? (response.status === 200 ? length : null);
  return {
    etag: response.headers.get("etag") ?? undefined,
    date: response.headers.get("last-modified") ?? undefined,
    total: total === null ? undefined : Number(total),
    sha256: linkedSha256 ?? (response.status === 206 ? known.sha256 : undefined),
  };
}

/** What a server compares before it sends the rest of a file; it may not go by weak tags. */
const versionOf = ({ etag, date }: PartFacts): string | undefined =>
  etag === undefined || etag.startsWith("W/") ? date : etag;

/** Whether what a server says of its file now shows that it is not the one whose beginning is here. */
const isOther = (before: PartFacts, now: PartFacts): boolean =>
  (["etag", "total"] as const).some(
    (key) => before[key] !== undefined && now[key] !== undefined && before[key] !== now[key],
  );

const startOf = (response: Response): number =>
  Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? 0);

function refusal(status: number): Error {
  const text = `it answered ${status}`;
  return status >= 500 || status === 429 || status === 408 ? new Error(text) : new Refused(text);
}

function checkSize(total: number | undefined, options: DownloadOptions): void {
  if (total === undefined || options.bytes === undefined || total === options.bytes) return;
  throw new Refused(`it offers a file of ${total} bytes, ${options.bytes} were expected`);
}

async function openPart(part: string, append: boolean): Promise<FileHandle> {
  try {
    return await open(part, append ? "a" : "w");
  } catch (error) {
    throw writeError(part, error);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, part: string): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;)
      done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
  } catch (error) {
    throw writeError(part, error);
  }
}

/** Checks the whole part and moves it to its place; a wrong one is deleted. */
async function finish(
  part: string,
  facts: PartFacts,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<DownloadedFile> {
  const bytes = await sizeOf(part);
  const sha256 = await hashFile(part, signal);
  const expected = options.sha256 ?? facts.sha256;
  if (expected !== undefined && expected.toLowerCase() !== sha256) {
    await dropPart(part);
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      "The downloaded file is not the one that was asked for: its checksum is wrong. It was deleted; try again, or set another mirror.",
      { detail: `SHA-256 ${sha256} instead of ${expected}` },
    );
  }
  if (options.bytes !== undefined && options.bytes !== bytes) {
    await dropPart(part);
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      "The downloaded file has the wrong size. It was deleted; try again, or set another mirror.",
      { detail: `${bytes} bytes instead of ${options.bytes}` },
    );
  }
  await rename(part, options.target).catch((error: unknown) => {
    throw writeError(options.target, error);
  });
  await rm(`${part}.json`, { force: true });
  return { path: options.target, bytes, sha256 };
}

async function dropPart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

/** SHA-256 of a file, hex. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** What is known of a file that is not whole yet. */
export const partFactsOf = (target: string): Promise<PartFacts> => readFacts(`${target}.part`);

async function readFacts(part: string): Promise<PartFacts> {
  try {
    return JSON.parse(await readFile(`${part}.json`, "utf8")) as PartFacts;
  } catch {
    return {};
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (facts) => facts.size,
    () => 0,
  );
}
