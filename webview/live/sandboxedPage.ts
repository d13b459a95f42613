/** What a page in the frame may load: what is inside of it, as data, and nothing from anywhere. */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "img-src data:",
    "font-src data:",
    `style-src 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");

/** What runs, loads or leads away; the frame's sandbox and policy would refuse it as well. */
const REMOVED = "script, iframe, frame, object, embed, portal, base, meta[http-equiv], link";

/**
 * A generated page as a document for a frame with an empty `sandbox`: it can run nothing, load nothing, and lead nowhere but to places
 * in itself. `nonce` is the one of the panel's policy, which the frame inherits.
 */
export function sandboxedPage(html: string, nonce: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const node of page.querySelectorAll(REMOVED)) node.remove();
  for (const style of page.querySelectorAll("style")) style.setAttribute("nonce", nonce);
  for (const link of page.querySelectorAll("[href], [*|href]")) leadInside(link);
  const policy = page.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = policyWith(nonce);
  page.head.prepend(policy);
  const doctype = page.compatMode === "BackCompat" ? "" : "<!doctype html>";
  return doctype + page.documentElement.outerHTML;
}

const XLINK = "http://www.w3.org/1999/xlink";

/** A link to a place of the page stays one; any other leads to the page's top. Other elements refer to data or to places. */
function leadInside(link: Element): void {
  if (!["a", "area"].includes(link.localName)) return;
  const address = link.getAttribute("href") ?? link.getAttributeNS(XLINK, "href") ?? "";
  link.removeAttributeNS(XLINK, "href");
  link.removeAttribute("target");
  link.setAttribute("href", `about:srcdoc${address.startsWith("#") ? address : "#"}`);
}
