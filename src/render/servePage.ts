import type { HTTPRequest, Page } from "puppeteer";
import type { RenderFact } from "./renderer";

/** What a page asked for and did not get. */
export type ReportFact = (kind: RenderFact["kind"], message: string) => void;

export interface PageServer {
  /** The address of a file of this page. */
  urlOf(path: string): string;
  /** From now on every request fails silently. */
  stop(): Promise<void>;
}

/**
 * Answers every request of `page` from `files`, navigations included, under an https origin that cannot resolve: what
 * is not among the files does not exist. Only the page's first navigation, to `entry`, may replace the document.
 *
 * `origin` ("https://name.invalid") should be fresh for each set of files, so that no cache mixes two of them.
 */
export async function servePage(
  page: Page,
  origin: string,
  files: ReadonlyMap<string, Uint8Array>,
  report: ReportFact,
): Promise<PageServer> {
  let entered = false;
  let stopped = false;
  const onRequest = (request: HTTPRequest): void => {
    const answer = stopped ? request.abort("aborted") : respond(request);
    // The page may have gone meanwhile; then nobody waits for the answer.
    answer.catch(() => undefined);
  };
  const respond = async (request: HTTPRequest): Promise<void> => {
    const isTop = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (isTop && entered) {
      report("navigation-refused", `The page tried to navigate to ${shorten(request.url())}.`);
      // "aborted" leaves the document in place; any other reason would show an error page instead.
      return request.abort("aborted");
    }
    entered ||= isTop;
    const path = pathOf(request.url(), origin);
    if (path === undefined) {
      report(
        "request-refused",
        `${request.method()} ${shorten(request.url())} (${request.resourceType()}) is outside the page's own files.`,
      );
      return request.abort("blockedbyclient");
    }
    const body = files.get(path) ?? files.get(path === "" ? "index.html" : `${path}/index.html`);
    if (!body) {
      if (path !== "favicon.ico") report("missing-file", `${path} is not among the page's files.`);
      return request.respond({ status: 404, contentType: "text/plain", body: "", headers: POLICY });
    }
    return request.respond({
      status: 200,
      contentType: mimeTypeOf(path),
      headers: { ...POLICY, "Access-Control-Allow-Origin": "*" },
      body,
    });
  };
  page.on("request", onRequest);
  await page.setRequestInterception(true);
  return {
    urlOf: (path) => `${origin}/${path.split("/").map(encodeURIComponent).join("/")}`,
    stop: () => {
      stopped = true;
      page.off("request", onRequest);
      page.on("request", abortRequest);
      return Promise.resolve();
    },
  };
}

function abortRequest(request: HTTPRequest): void {
  request.abort("aborted").catch(() => undefined);
}

/**
 * The second wall, in the browser's own hands, as a header no page can take back. The sandbox leaves scripts and
 * nothing else: no popups, dialogs, downloads, form submission.
 */
const POLICY: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'",
    "connect-src 'self' data: blob:",
    "frame-src 'self'",
    "worker-src 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "webrtc 'block'",
    "sandbox allow-scripts allow-same-origin",
  ].join("; "),
  "X-DNS-Prefetch-Control": "off",
  "Cache-Control": "no-store",
};

/** The file path under `origin`, decoded; undefined for any other address. */
function pathOf(url: string, origin: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.origin !== origin || parsed.username || parsed.password) return undefined;
  try {
    return decodeURIComponent(parsed.pathname).replace(/^\/+/, "");
  } catch {
    return undefined;
  }
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  htm: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  ico: "image/x-icon",
  woff2: "font/woff2",
  woff: "font/woff",
  ttf: "font/ttf",
  otf: "font/otf",
  txt: "text/plain; charset=utf-8",
};

function mimeTypeOf(path: string): string {
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return MIME_TYPES[extension] ?? "application/octet-stream";
}

function shorten(url: string): string {
  return url.length > 200 ? `${url.slice(0, 200)}…` : url;
}
