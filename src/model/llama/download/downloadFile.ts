import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isAbort, throwIfAborted } from "../../../base/async";
import { describeError, MockloopError, writeError } from "../../../base/errors";
import { openNamedFile } from "../../../files/openPlain";
import { followRedirects, Refused } from "./followRedirects";
import { PartFile, type PartFacts } from "./partFile";

export interface DownloadOptions {
  /** Tried in order; all hold the same file. */
  readonly urls: readonly string[];
  /** Where the finished file goes. Until then the bytes are in `<target>.part`. */
  readonly target: string;
  /** What its size must be, if known beforehand. */
  readonly bytes?: number;
  /** What it may have when neither `bytes` nor its server says how much that is. Default 100 GB. */
  readonly mostBytes?: number;
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

/**
 * Downloads a file: goes on where an earlier attempt (or process) ended, gives up on connections that stall, notices bodies
 * that are too short or too long, and only ever leaves a whole, checked file at `target`. Never writes more than the file's size.
 *
 * @throws MockloopError MODEL_UNAVAILABLE (the server refuses, sends something else, or cannot be reached), DISK_FULL,
 * WRITE_FAILED, PATH_REFUSED when a link is in the way; AbortError, after which the part stays for the next attempt.
 */
export async function downloadFile(
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<DownloadedFile> {
  const part = await PartFile.open(options.target);
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
    `The model could not be downloaded. Check the network, set a mirror, or import the files from a disk. What was loaded is kept, and trying again goes on from there.`,
    { detail: problems.join("; ") },
  );
}

/** Repeats requests to one server until the part is whole. */
async function downloadFrom(
  url: string,
  part: PartFile,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<PartFacts> {
  const { patience = 6, backoffMs = 500 } = options;
  let facts = await part.readFacts();
  for (let failures = 0; ;) {
    throwIfAborted(signal);
    const before = await part.size();
    if (facts.total !== undefined && before === facts.total) return facts;
    try {
      facts = await requestRest(url, part, facts, options, signal);
      const after = await part.size();
      if (facts.total === undefined || after === facts.total) return { ...facts, total: after };
      throw new Error(`the connection ended after ${after} of ${facts.total} bytes`);
    } catch (error) {
      if (signal.aborted) throwIfAborted(signal);
      if (error instanceof Refused || error instanceof MockloopError) throw error;
      facts = await part.readFacts();
      failures = (await part.size()) > before ? 0 : failures + 1;
      if (failures >= patience) throw error;
      await sleep(backoffMs * 2 ** failures, undefined, { signal });
    }
  }
}

/** One request for the bytes that are missing. Returns when the server says that was all. */
async function requestRest(
  url: string,
  part: PartFile,
  known: PartFacts,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<PartFacts> {
  const watch = new StallWatch(options.stallMs ?? 30_000);
  try {
    let offset = await part.size();
    const headers: Record<string, string> = { "accept-encoding": "identity" };
    if (offset > 0) headers["range"] = `bytes=${offset}-`;
    const version = versionOf(known);
    if (offset > 0 && version !== undefined) headers["if-range"] = version;
    const { response, linkedSha256 } = await followRedirects(url, {
      headers,
      signal: AbortSignal.any([signal, watch.signal]),
    });
    watch.stop(); // a slow disk is no stalled connection
    const facts = describeResponse(response, linkedSha256, known);
    const isRest = startOf(response) === offset && !isOther(known, facts);
    if (response.status === 416 || (response.status === 206 && !isRest)) {
      await part.drop();
      throw new Error("the server does not have the bytes that are missing; starting anew");
    }
    if (!response.ok || !response.body) throw refusal(response.status);
    checkSize(facts.total, options);
    await part.keepFacts(facts);
    const file = await part.openToWrite(response.status === 206);
    if (response.status !== 206) offset = 0;
    watch.feed();
    const most = options.bytes ?? facts.total ?? options.mostBytes ?? MOST_BYTES;
    try {
      for await (const chunk of response.body) {
        watch.feed();
        offset += (chunk as Uint8Array).length;
        // Compressed bodies grow, and some servers announce nothing.
        if (facts.total !== undefined && offset > facts.total)
          throw new Error(`the server sent more than the ${facts.total} bytes it announced`);
        if (offset > most)
          throw new TooLong(`it sent more than the ${most} bytes that were expected`);
        await writeAll(file, chunk as Uint8Array, part.path);
        options.onProgress?.(offset, facts.total);
      }
    } finally {
      await file.close();
    }
    return facts;
  } catch (error) {
    if (error instanceof TooLong) await part.drop();
    if (watch.signal.aborted && !signal.aborted)
      throw new Error(`nothing came for ${options.stallMs ?? 30_000} ms`, { cause: error });
    throw error;
  } finally {
    watch.stop();
  }
}

/** What came is not the beginning of the file either. */
class TooLong extends Refused {}

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

async function writeAll(file: FileHandle, bytes: Uint8Array, path: string): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;)
      done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Checks the whole part and moves it to its place; a wrong one is deleted. */
async function finish(
  part: PartFile,
  facts: PartFacts,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<DownloadedFile> {
  const bytes = await part.size();
  const sha256 = await hashFile(part.path, signal);
  const expected = options.sha256 ?? facts.sha256;
  if (expected !== undefined && expected.toLowerCase() !== sha256) {
    await part.drop();
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      "The downloaded file is not the one that was asked for: its checksum is wrong. It was deleted; try again, or set another mirror.",
      { detail: `SHA-256 ${sha256} instead of ${expected}` },
    );
  }
  if (options.bytes !== undefined && options.bytes !== bytes) {
    await part.drop();
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      "The downloaded file has the wrong size. It was deleted; try again, or set another mirror.",
      { detail: `${bytes} bytes instead of ${options.bytes}` },
    );
  }
  await part.finish();
  return { path: options.target, bytes, sha256 };
}

const MOST_BYTES = 100e9;

/** SHA-256 of a file, hex. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  const file = await openNamedFile(path);
  for await (const chunk of file.createReadStream({ highWaterMark: 1 << 20, signal }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}
