/** What a generated page may use up before it is stopped. Times are what the browser's own processes and the busiest of its pages work: see withinWork. */
export interface RenderLimits {
  /** Until the load event; a page that still answers then is drawn as it is. */
  readonly loadTimeoutMs: number;
  /** For each question to the page once it has loaded: no answer in this time means it hangs. */
  readonly answerTimeoutMs: number;
  /** For one render from its first byte to its bitmap. */
  readonly renderTimeoutMs: number;
  /** The captured height, CSS px: at most this many times the viewport's … */
  readonly heightRatio: number;
  /** … and at most this. */
  readonly heightPx: number;
  /** More elements than this are reported. */
  readonly reportedNodes: number;
  /** A page with more is not drawn at all. */
  readonly maxNodes: number;
  /** Text lines and elements that are listed. */
  readonly maxTextLines: number;
  readonly maxElements: number;
}

export const RENDER_LIMITS: RenderLimits = {
  loadTimeoutMs: 10_000,
  answerTimeoutMs: 10_000,
  renderTimeoutMs: 40_000,
  heightRatio: 3,
  heightPx: 20_000,
  reportedNodes: 5_000,
  maxNodes: 100_000,
  maxTextLines: 3_000,
  maxElements: 3_000,
};
