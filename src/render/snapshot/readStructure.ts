import type { AccessFault, PageStructure } from "../survey/pageSurvey";

/** What {@link readStructure} needs of the page, as the project is typed without the DOM. */
declare const document: {
  readonly documentElement: PageElement;
  readonly body: PageElement | null;
  readonly title: string;
  getElementById(id: string): PageElement | null;
};
declare const getComputedStyle: (element: PageElement) => {
  readonly position: string;
  readonly marginTop: string;
  readonly marginLeft: string;
  readonly visibility: string;
};

interface PageElement {
  readonly localName: string;
  readonly id: string;
  readonly classList: Iterable<string>;
  readonly parentElement: PageElement | null;
  readonly ownerSVGElement?: unknown;
  readonly textContent: string;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly nodeValue: string | null }>;
  readonly type?: string;
  readonly labels?: ArrayLike<unknown>;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { readonly width: number; readonly height: number };
  closest(selector: string): PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** What the document is made of; runs in the page's isolated world (see pageScript). */
export function readStructure(): PageStructure {
  const MEANT =
    "h1,h2,h3,h4,h5,h6,a,button,summary,td,th,caption,li,dt,dd,label,legend,p,blockquote,figcaption,pre,address,input,textarea,select,[role=button],[role=link],[role=heading]";
  const MAX_FAULTS = 50;
  const root = document.body ?? document.documentElement;
  const quote = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 60);
  const nameOf = (element: PageElement): string => {
    const [first] = [...element.classList];
    return `${element.localName}${element.id ? `#${element.id}` : first ? `.${first}` : ""}`;
  };
  const elements = [...root.querySelectorAll("*")].filter((element) => {
    if (/^(script|style|template|noscript|br|wbr|option)$/.test(element.localName)) return false;
    const { width, height } = element.getBoundingClientRect();
    return !element.ownerSVGElement && width > 0 && height > 0;
  });

  const classes = new Set<string>();
  let [placed, inlineStyles, chars, meantChars] = [0, 0, 0, 0];
  let placedExample: string | undefined;
  let plainExample: string | undefined;
  for (const element of elements) {
    const style = getComputedStyle(element);
    for (const name of element.classList) classes.add(name);
    if (element.getAttribute("style")?.trim()) inlineStyles++;
    const isPlaced =
      /absolute|fixed/.test(style.position) ||
      Number.parseFloat(style.marginTop) < 0 ||
      Number.parseFloat(style.marginLeft) < 0;
    if (isPlaced) {
      placed++;
      placedExample ??= nameOf(element);
    }
    if (style.visibility !== "visible" || element.localName === "textarea") continue;
    const own = [...element.childNodes]
      .filter(({ nodeType }) => nodeType === 3)
      .map(({ nodeValue }) => quote(nodeValue ?? "").length)
      .reduce((sum, length) => sum + length, 0);
    if (own === 0) continue;
    chars += own;
    if (element.closest(MEANT)) meantChars += own;
    else plainExample ??= quote(element.textContent);
  }

  let accessChecks = 0;
  const accessFaults: AccessFault[] = [];
  const check = (isFine: boolean, kind: AccessFault["kind"], where: string): void => {
    accessChecks++;
    if (!isFine && accessFaults.length < MAX_FAULTS) accessFaults.push({ kind, where });
  };
  /** What a screen reader says of an element, as far as attributes and contents tell. */
  const spoken = (element: PageElement): string => {
    const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const pictures = [...element.querySelectorAll("img[alt], svg > title, [aria-label]")];
    return [
      element.getAttribute("aria-label"),
      element.getAttribute("title"),
      ...ids.map((id) => document.getElementById(id)?.textContent),
      element.textContent,
      ...pictures.map((one) => one.getAttribute("alt") ?? one.getAttribute("aria-label")),
      ...pictures.map(({ textContent }) => textContent),
    ].join("");
  };
  let level = 0;
  for (const element of elements) {
    const tag = element.localName;
    if (element.closest("[aria-hidden=true]")) continue;
    if (/^h[1-6]$/.test(tag)) {
      check(Number(tag[1]) <= level + 1, "heading-order", `${tag} ${quote(element.textContent)}`);
      level = Number(tag[1]);
    } else if (tag === "img") {
      const isNamed = element.getAttribute("alt") !== null || Boolean(spoken(element).trim());
      check(isNamed, "image-alt", nameOf(element));
    } else if (/^(input|textarea|select)$/.test(tag) && element.type !== "hidden") {
      const isButton = /^(submit|button|reset|image)$/.test(element.type ?? "");
      const isLabelled =
        isButton ||
        (element.labels?.length ?? 0) > 0 ||
        ["aria-label", "aria-labelledby", "title"].some((name) => element.getAttribute(name));
      check(isLabelled, "control-label", nameOf(element));
    } else if (tag === "a") check(Boolean(spoken(element).trim()), "link-name", nameOf(element));
    else if (tag === "button")
      check(Boolean(spoken(element).trim()), "button-name", nameOf(element));
  }
  if (chars > 0) {
    check(Boolean(document.documentElement.getAttribute("lang")?.trim()), "language", "html");
    check(Boolean(document.title.trim()), "title", "head");
    check(Boolean(root.querySelector("main, [role=main]")), "landmark", "main");
    check(level > 0, "no-heading", "body");
  }
  return {
    ...{ elements: elements.length, placed, placedExample, inlineStyles },
    ...{ classes: [...classes], chars, meantChars, plainExample, accessChecks, accessFaults },
  };
}
