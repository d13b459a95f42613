/** This server will not give us the file, however often we ask. */
export class Refused extends Error {}

const MOST_REDIRECTS = 5;

/**
 * Fetches and follows redirects. Hugging Face names a large file's SHA-256 in the answer that leads on to where the bytes are,
 * which `fetch` by itself would not show. Never from https to http.
 *
 * @throws Refused; AbortError; what `fetch` throws.
 */
export async function followRedirects(
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<{ readonly response: Response; readonly linkedSha256: string | undefined }> {
  let [address, linkedSha256] = [url, undefined as string | undefined];
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await fetch(address, { ...init, redirect: "manual" });
    linkedSha256 ??= linkedSha256Of(response);
    const next = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || next === null)
      return { response, linkedSha256 };
    await response.body?.cancel();
    if (!URL.canParse(next, address)) throw new Refused("it leads on to no address");
    const target = new URL(next, address);
    if (!/^https?:$/.test(target.protocol) || (isHttps(address) && !isHttps(target.href)))
      throw new Refused(`it leads on to ${target.protocol}//${target.host}, which is not safe`);
    address = target.href;
  }
  throw new Refused("it leads on and on");
}

const isHttps = (address: string): boolean => address.startsWith("https:");

const linkedSha256Of = (response: Response): string | undefined =>
  /"?([0-9a-f]{64})"?/i.exec(response.headers.get("x-linked-etag") ?? "")?.[1]?.toLowerCase();
