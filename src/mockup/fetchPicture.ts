import { isAbort, throwIfAborted } from "../base/async";
import { describeError, MockloopError } from "../base/errors";
import { visibleLine } from "../base/text/visibleText";
import { sniffImage } from "../image/sniffImage";
import { MOCKUP_LIMITS } from "./loadMockup";
import { parseWebAddress } from "./webAddress";

/** The picture, or where its host says that it is. */
export type FetchedPicture =
  | { readonly kind: "picture"; readonly bytes: Uint8Array }
  /** Another host, which somebody has to allow first. */
  | { readonly kind: "elsewhere"; readonly url: string };

export interface FetchLimits {
  /** Of the picture as it is after decompression. */
  readonly maxBytes: number;
  /** For all of it. */
  readonly timeoutMs: number;
}

const LIMITS: FetchLimits = { maxBytes: MOCKUP_LIMITS.maxFileBytes, timeoutMs: 60_000 };

const MOST_REDIRECTS = 5;

/**
 * Fetches a picture from an http or https address, of the host that is named there and of no other one. What comes is a picture by its
 * content; no cookie and no name is sent.
 *
 * @throws MockloopError MOCKUP_UNSUPPORTED (no such address, or something else than a picture), MOCKUP_NOT_FOUND (the host does not give
 * it), MOCKUP_TOO_LARGE, TIMED_OUT; AbortError.
 */
export async function fetchPicture(
  address: string,
  signal: AbortSignal,
  { maxBytes, timeoutMs }: FetchLimits = LIMITS,
): Promise<FetchedPicture> {
  throwIfAborted(signal);
  const timeUp = AbortSignal.timeout(timeoutMs);
  let url = parseWebAddress(address);
  const { host } = url;
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const response = await fetch(url, {
        redirect: "manual",
        headers: { accept: "image/*" },
        signal: AbortSignal.any([signal, timeUp]),
      });
      const next = findNext(response, url);
      if (!next) return { kind: "picture", bytes: await readBody(response, host, maxBytes) };
      await response.body?.cancel();
      if (next.host !== host || next.protocol !== url.protocol)
        return { kind: "elsewhere", url: next.href };
      url = next;
    }
  } catch (error) {
    if (error instanceof MockloopError) throw error;
    throwIfAborted(signal);
    if (timeUp.aborted)
      throw new MockloopError("TIMED_OUT", `${host} did not send the picture in time. Try again.`);
    if (isAbort(error)) throw error;
    const detail = [error, error instanceof Error ? error.cause : undefined]
      .flatMap((one) => (one === undefined ? [] : [describeError(one)]))
      .join(": ");
    throw new MockloopError(
      "MOCKUP_NOT_FOUND",
      `${host} could not be reached. Check the address and the network.`,
      { detail, cause: error },
    );
  }
  throw new MockloopError("MOCKUP_NOT_FOUND", `${host} leads from one address to the next.`);
}

/** Where an answer leads on to; undefined: it does not. */
function findNext({ status, headers }: Response, url: URL): URL | undefined {
  const next = headers.get("location");
  if (status < 300 || status >= 400 || next === null) return undefined;
  return parseWebAddress(URL.canParse(next, url.href) ? new URL(next, url).href : next);
}

async function readBody(response: Response, host: string, maxBytes: number): Promise<Uint8Array> {
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new MockloopError("MOCKUP_NOT_FOUND", `${host} answered ${response.status}.`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  // What a server announces is not what it sends, and compressed bodies grow.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes)
      throw new MockloopError(
        "MOCKUP_TOO_LARGE",
        `${host} sends more than ${Math.round(maxBytes / 1e6)} MB, which is the most for a mockup.`,
      );
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (sniffImage(bytes) !== undefined) return bytes;
  throw new MockloopError(
    "MOCKUP_UNSUPPORTED",
    `What ${host} sent is no picture. An address of the picture itself is needed, not of a page that shows it.`,
    { detail: `content type ${visibleLine(response.headers.get("content-type") ?? "unknown")}` },
  );
}
