import type { RenderPage } from "../renderPage";

/**
 * What runs in the page's isolated world. Each function is sent as text (see pageScript); what they need of the page is
 * declared here, as the project is typed without the DOM.
 */
declare const document: {
  readonly fonts: { readonly ready: Promise<unknown> };
  readonly images: Iterable<PageImage>;
  readonly documentElement: PageElement;
  readonly body: PageElement | null;
  readonly scrollingElement: PageElement | null;
  adoptedStyleSheets: readonly PageStyleSheet[];
  getAnimations(): readonly PageAnimation[];
  getElementsByTagName(name: string): { readonly length: number };
  querySelectorAll(selector: string): Iterable<PageSvg>;
};
declare const CSSStyleSheet: new () => PageStyleSheet;
declare const requestAnimationFrame: (callback: () => void) => void;
declare const scrollTo: (x: number, y: number) => void;

interface PageImage {
  loading: string;
  readonly complete: boolean;
  addEventListener(name: "load" | "error", listener: () => void): void;
}

interface PageElement {
  readonly scrollWidth: number;
  readonly scrollHeight: number;
}

interface PageStyleSheet {
  replaceSync(css: string): void;
}

interface PageSvg {
  pauseAnimations?(): void;
  setCurrentTime?(seconds: number): void;
}

interface PageAnimation {
  readonly playState: string;
  readonly effect: { getComputedTiming(): { endTime?: unknown } } | null;
  finish(): void;
  cancel(): void;
}

/** What a page is like once it stands still. CSS px. */
export interface SettledPage {
  readonly nodes: number;
  readonly width: number;
  readonly height: number;
  /** What had not come to rest in time, in words. */
  readonly unsettled: readonly string[];
}

/** How many elements the document holds: asked first, as everything else takes longer the more there are. */
export function countNodes(page: RenderPage): Promise<number> {
  return page.ask(countElements, undefined);
}

/** Waits for fonts and pictures, ends animations, hides the caret, scrolls to the top; at most `patienceMs` for each wait. */
export function settlePage(page: RenderPage, patienceMs: number): Promise<SettledPage> {
  return page.ask(settle, { patienceMs });
}

function countElements(): number {
  return document.getElementsByTagName("*").length;
}

async function settle({ patienceMs }: { patienceMs: number }): Promise<SettledPage> {
  const unsettled: string[] = [];
  const inTime = async (what: string, work: Promise<unknown>): Promise<void> => {
    const late = new Promise<string>((resolve) => setTimeout(() => resolve("late"), patienceMs));
    if ((await Promise.race([work, late])) === "late") unsettled.push(what);
  };
  const nextFrame = (): Promise<void> =>
    new Promise((resolve) => requestAnimationFrame(() => resolve()));

  const still = new CSSStyleSheet();
  still.replaceSync(
    "*,*::before,*::after{caret-color:transparent!important;scroll-behavior:auto!important}",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];

  const pictures = [...document.images].map(async (image) => {
    // One below the fold would wait for somebody to scroll.
    image.loading = "eager";
    if (image.complete) return;
    await new Promise<void>((resolve) => {
      image.addEventListener("load", () => resolve());
      image.addEventListener("error", () => resolve());
    });
  });
  await inTime("pictures were still loading", Promise.all(pictures));
  await inTime("fonts were still loading", document.fonts.ready);

  // An ended animation may start the next; two rounds end what styles start, and nobody waits for scripts.
  for (let round = 0; round < 2; round++) {
    for (const animation of document.getAnimations()) {
      const end = Number(animation.effect?.getComputedTiming().endTime ?? Infinity);
      try {
        if (Number.isFinite(end)) animation.finish();
        else animation.cancel();
      } catch {
        // It ended by itself.
      }
    }
    await inTime("the page drew no frame", nextFrame());
  }
  for (const svg of document.querySelectorAll("svg")) {
    svg.pauseAnimations?.();
    svg.setCurrentTime?.(0);
  }
  scrollTo(0, 0);
  await inTime("the page drew no frame", nextFrame().then(nextFrame));

  const root = document.documentElement;
  const scroller = document.scrollingElement ?? root;
  return {
    nodes: document.getElementsByTagName("*").length,
    width: Math.max(root.scrollWidth, scroller.scrollWidth),
    height: Math.max(root.scrollHeight, scroller.scrollHeight),
    unsettled,
  };
}
