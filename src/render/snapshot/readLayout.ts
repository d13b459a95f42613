import type { LaidText, PageLayout } from "../survey/pageSurvey";

/** What {@link readLayout} needs of the page, as the project is typed without the DOM. */
declare const document: {
  readonly documentElement: PageElement;
  readonly scrollingElement: PageElement | null;
  readonly body: PageElement | null;
  createTreeWalker(root: PageElement, show: number): { nextNode(): PageText | null };
  createRange(): {
    selectNodeContents(node: PageText): void;
    getClientRects(): Iterable<PageRect>;
  };
};
declare const getComputedStyle: (element: PageElement) => {
  readonly display: string;
  readonly visibility: string;
  readonly opacity: string;
  readonly fontSize: string;
  readonly overflowX: string;
  readonly overflowY: string;
  readonly position: string;
};
declare const innerWidth: number;
declare const requestAnimationFrame: (callback: () => void) => void;

interface PageRect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

interface PageElement {
  readonly localName: string;
  readonly id: string;
  readonly classList: Iterable<string>;
  readonly parentElement: PageElement | null;
  readonly scrollWidth: number;
  readonly type?: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly selectedOptions?: ArrayLike<{ readonly text: string }>;
  getBoundingClientRect(): PageRect;
  matches(selector: string): boolean;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

interface PageText {
  readonly nodeValue: string;
  readonly parentElement: PageElement | null;
}

/** How long a window may take to become as wide as it was told to, also on a busy machine. */
export const RESIZE_TIMEOUT_MS = 30_000;

/** The texts of the document in the window as it is now; runs in the page's isolated world (see pageScript). */
export async function readLayout({
  width,
  maxTexts,
  timeoutMs,
}: {
  readonly width: number;
  readonly maxTexts: number;
  readonly timeoutMs: number;
}): Promise<PageLayout> {
  const nextFrame = (): Promise<void> =>
    new Promise((resolve) => requestAnimationFrame(() => resolve()));
  // The browser's word for the new size may come a little after its answer; scripts may then act on it.
  const latest = performance.now() + timeoutMs;
  while (innerWidth !== width && performance.now() < latest) await nextFrame();
  await nextFrame();

  const nameOf = (element: PageElement): string => {
    const [first] = [...element.classList];
    return `${element.localName}${element.id ? `#${element.id}` : first ? `.${first}` : ""}`;
  };
  const styles = new Map<PageElement, ReturnType<typeof getComputedStyle>>();
  const styleOf = (element: PageElement): ReturnType<typeof getComputedStyle> => {
    const style = styles.get(element) ?? getComputedStyle(element);
    styles.set(element, style);
    return style;
  };
  const cuts = new Map<PageElement, number>();
  /** The share of `line` that the window and the boxes around `element` let through; remembers who cuts. */
  const seenOf = (element: PageElement, line: PageRect, chars: number): number => {
    let [left, right, top, bottom] = [line.left, line.right, line.top, line.bottom];
    const area = (): number =>
      (Math.max(0, right - left) / line.width) *
      Math.min(1, Math.max(0, bottom - top) / (0.8 * line.height));
    for (let at: PageElement | null = element; at; at = at.parentElement) {
      const style = styleOf(at);
      if (at === document.documentElement || style.position === "fixed") break;
      if (style.display === "inline" || style.display === "contents") continue;
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const before = area();
      const box = at.getBoundingClientRect();
      if (style.overflowX !== "visible") {
        left = Math.max(left, box.left);
        right = Math.min(right, box.right);
      }
      if (style.overflowY === "hidden" || style.overflowY === "clip") {
        top = Math.max(top, box.top);
        bottom = Math.min(bottom, box.bottom);
      }
      const lost = before - area();
      if (lost > 0.01) cuts.set(at, (cuts.get(at) ?? 0) + lost * chars);
    }
    left = Math.max(left, 0);
    right = Math.min(right, innerWidth);
    return area();
  };

  const texts: LaidText[] = [];
  const add = (
    element: PageElement,
    line: PageRect,
    chars: number,
    text: number,
    isControl: boolean,
  ): void => {
    const box = { x: line.left, y: line.top, width: line.width, height: line.height };
    const seen = isControl ? 1 : seenOf(element, line, chars);
    texts.push({ box, chars, seen, text, isControl });
  };
  const root = document.body ?? document.documentElement;
  const walker = document.createTreeWalker(root, 4);
  const range = document.createRange();
  for (let id = 0, node = walker.nextNode(); node && texts.length < maxTexts; id++) {
    const element = node.parentElement;
    const chars = node.nodeValue.replace(/\s+/g, " ").trim().length;
    range.selectNodeContents(node);
    node = walker.nextNode();
    if (!element || chars === 0) continue;
    if (/^(script|style|noscript|template|title|option|textarea)$/.test(element.localName))
      continue;
    if (
      element.matches(
        "details:not([open]), details:not([open]) > :not(summary) *, details:not([open]) > :not(summary)",
      )
    )
      continue;
    const style = styleOf(element);
    if (style.visibility !== "visible" || Number(style.opacity) === 0) continue;
    if (Number.parseFloat(style.fontSize) < 4) continue;
    const lines = [...range.getClientRects()].filter(
      ({ width, height }) => width > 0 && height > 0,
    );
    const whole = lines.reduce((sum, line) => sum + line.width, 0);
    for (const line of lines) add(element, line, (chars * line.width) / whole, id, false);
  }
  for (const control of root.querySelectorAll("input, textarea, select")) {
    const box = control.getBoundingClientRect();
    const text =
      control.localName === "select"
        ? (control.selectedOptions?.[0]?.text ?? "")
        : control.value || control.placeholder || "";
    if (box.width === 0 || box.height === 0 || control.type === "hidden" || !text) continue;
    add(control, box, text.length, -1, true);
  }

  let tooWide: string | undefined;
  let furthest = innerWidth + 1;
  for (const element of root.querySelectorAll("*")) {
    const { right: edge, width: wide } = element.getBoundingClientRect();
    if (wide === 0 || edge <= furthest) continue;
    furthest = edge;
    tooWide = nameOf(element);
  }
  const [cutting] = [...cuts].sort((a, b) => b[1] - a[1]);
  const scrollWidth = (document.scrollingElement ?? document.documentElement).scrollWidth;
  return {
    ...{ width: innerWidth, scrollWidth, texts, tooWide },
    cutting: cutting && nameOf(cutting[0]),
  };
}
