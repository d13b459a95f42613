import type { HTTPRequest, Page } from "puppeteer";
import type { RenderFact } from "../renderer";
import { mimeTypeOf } from "./mimeType";

/** What a page asked for and did not get. */
export type ReportFact = (kind: RenderFact["kind"], message: string) => void;

/** A set of files under an https origin that cannot resolve ("https://name.invalid"), fresh for each set. */
export interface Site {
  readonly origin: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly report: ReportFact;
}

/** Answers every request of its page, from the site at hand or not at all. */
export interface PageServer {
  /**
   * From now on requests are answered from `site`, navigations included; what is not among its files does not exist.
   * Only the first navigation of the page may replace its document. Undefined: every request fails.
   */
  serve(site: Site | undefined): void;
}

/** The address of a file of `site`. */
export function urlOf(site: Site, path: string): string {
  return `${site.origin}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** Puts itself between `page` and the network, for good; serves nothing yet. */
export async function createPageServer(page: Page): Promise<PageServer> {
  let site: Site | undefined;
  let entered = false;
  const respond = async (request: HTTPRequest): Promise<void> => {
    if (!site) return request.abort("aborted");
    const isTop = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (isTop && entered) {
      site.report("navigation-refused", `The page tried to leave for ${shorten(request.url())}.`);
      // "aborted" leaves the document in place; any other reason would show an error page instead.
      return request.abort("aborted");
    }
    entered ||= isTop;
    return answerFrom(site, request);
  };
  page.on("request", (request) => {
    // The page may have gone meanwhile; then nobody waits for the answer.
    respond(request).catch(() => undefined);
  });
  await page.setRequestInterception(true);
  return {
    serve: (next) => {
      site = next;
      entered = false;
    },
  };
}

async function answerFrom({ origin, files, report }: Site, request: HTTPRequest): Promise<void> {
  // Inline content comes from nowhere; as a document it would be a page of its own.
  if (/^(data|blob):/.test(request.url()) && !request.isNavigationRequest())
    return request.continue();
  const path = pathOf(request.url(), origin);
  if (path === undefined) {
    const what = `${request.method()} ${shorten(request.url())} (${request.resourceType()})`;
    report("request-refused", `${what} is outside the page's own files.`);
    return request.abort("blockedbyclient");
  }
  const body = files.get(path);
  if (!body) {
    if (path !== "favicon.ico") report("missing-file", `${path} is not among the page's files.`);
    return request.respond({ status: 404, contentType: "text/plain", headers: POLICY, body: "" });
  }
  return request.respond({
    status: 200,
    contentType: mimeTypeOf(path),
    headers: { ...POLICY, "Access-Control-Allow-Origin": "*" },
    body,
  });
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
    "sandbox allow-scripts allow-same-origin",
  ].join("; "),
  // What a page could ask a person, or a device, for.
  "Permissions-Policy": [
    ...["accelerometer", "autoplay", "camera", "clipboard-read", "clipboard-write"],
    ...["display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid"],
    ...["identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone"],
    ...["midi", "otp-credentials", "payment", "publickey-credentials-create"],
    ...["publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb"],
    ...["window-management", "xr-spatial-tracking"],
  ]
    .map((feature) => `${feature}=()`)
    .join(", "),
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

function shorten(url: string): string {
  return url.length > 200 ? `${url.slice(0, 200)}…` : url;
}
