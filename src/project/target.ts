/** A kind of code Mockloop can write. */
export interface Target {
  readonly id: TargetId;
  /** For people. */
  readonly title: string;
  /** The page that is rendered, relative to the run's files. */
  readonly entry: string;
  /** What the prompt says about the code to write: one or two sentences. */
  readonly promptHint: string;
}

export type TargetId = "html";

const TARGETS: Readonly<Record<TargetId, Target>> = {
  html: {
    id: "html",
    title: "HTML and CSS",
    entry: "index.html",
    promptHint:
      "Write plain HTML in index.html and all styles in styles.css, linked from it. No scripts, no external resources.",
  },
};

export const TARGET_IDS = Object.keys(TARGETS) as readonly TargetId[];

export function findTarget(id: string): Target | undefined {
  return Object.hasOwn(TARGETS, id) ? TARGETS[id as TargetId] : undefined;
}
