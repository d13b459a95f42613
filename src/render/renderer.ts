import type { Rgb } from "../base/color";
import type { Rect, Size } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import type { TrialPage } from "./trials/trialPage";
import type { PageSurvey, SurveyRequest } from "./survey/pageSurvey";

/** A page to draw: files served from memory under their relative paths ("index.html", "assets/logo.png"). */
export interface RenderRequest {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The path of the page among `files`. */
  readonly entry: string;
  /** CSS px: the mockup's size. The page may be longer; it is captured up to the renderer's height limit. */
  readonly viewport: Size;
  readonly deviceScaleFactor: number;
  /** What is asked besides the picture; takes a layout for each width. */
  readonly survey?: SurveyRequest;
}

/** One visual line of text as the page draws it. CSS px. */
export interface RenderedTextLine {
  readonly text: string;
  /** The union of the client rectangles of its characters. */
  readonly box: Rect;
  readonly color: Rgb;
  readonly fontFamily: string;
  readonly fontSizePx: number;
  readonly fontWeight: number;
  /** A CSS selector that leads to the element ("main > h1:nth-child(1)"). */
  readonly selector: string;
}

/** A visible element's border box. CSS px. */
export interface RenderedElement {
  readonly selector: string;
  /** Which child of its parent each element on the way from the body is, from 1: "1/3/2"; "" for the body itself. */
  readonly path: string;
  readonly tag: string;
  readonly box: Rect;
}

/** Something the page tried, or did, that a person or a model should know. */
export interface RenderFact {
  readonly kind:
    | "console-error"
    | "page-error"
    | "request-refused"
    | "missing-file"
    | "navigation-refused"
    | "popup-refused"
    | "dialog-refused"
    | "download-refused"
    | "worker-refused"
    | "dom-too-large"
    | "page-too-tall"
    | "unsettled";
  /** Bounded to 300 characters. */
  readonly message: string;
}

export interface Render {
  /** The viewport's width; its height is the page's, at least the viewport's, up to the limit. Device px. */
  readonly bitmap: Bitmap;
  /** What the document wanted to be. CSS px. */
  readonly pageSize: Size;
  /** In paint order, visible ones only. */
  readonly textLines: readonly RenderedTextLine[];
  readonly elements: readonly RenderedElement[];
  readonly facts: readonly RenderFact[];
  /** There when it was asked for. */
  readonly survey?: PageSurvey;
  readonly ms: { readonly load: number; readonly settle: number; readonly capture: number };
}

/** A page that cannot be drawn is a result the model can act on. */
export type RenderOutcome =
  | { readonly ok: true; readonly render: Render }
  | {
      readonly ok: false;
      /**
       * "hung": scripts or layout never gave way; "missing-entry": no such file; "too-large": DOM, memory or
       * messages beyond all limits; "crashed": drawing it ended the page's process twice (mostly: out of memory);
       * "not-compiled": its source has faults, so that there is no page.
       */
      readonly reason: "hung" | "missing-entry" | "too-large" | "crashed" | "not-compiled";
      readonly message: string;
      readonly facts: readonly RenderFact[];
    };

/** What came of work on an open page, or why it cannot be opened. */
export type TrialOutcome<T> =
  { readonly ok: true; readonly value: T } | Extract<RenderOutcome, { ok: false }>;

/**
 * PORT. Draws generated pages, one at a time (calls queue). The page cannot reach anything but `files`.
 *
 * Rejects with AbortError soon after the signal fires, and with MockloopError BROWSER_FAILED when the browser was lost
 * twice in a row (once is repaired silently). Disposed by whoever created it.
 */
export interface Renderer {
  render(request: RenderRequest, signal?: AbortSignal): Promise<RenderOutcome>;
  /**
   * Opens a page for `work` to try changes of its style sheets on (see TrialPage for `declarations`), at most for `timeoutMs`.
   * When the browser is lost, the work is done again from its start. Rejects also with what `work` rejects with.
   */
  tryOut<T>(
    request: RenderRequest,
    declarations: readonly (readonly string[])[],
    work: (page: TrialPage) => Promise<T>,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<TrialOutcome<T>>;
  dispose(): Promise<void>;
}
