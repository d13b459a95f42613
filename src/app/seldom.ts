import type { QuestionProgress } from "../protocol/modelsProtocol";

/** Passes on what comes last of a file, and of what comes before something every `everyMs` at most. */
export function seldom(
  tell: (progress: QuestionProgress) => void,
  everyMs: number,
): (progress: QuestionProgress) => void {
  let toldAt = 0;
  return (progress) => {
    const now = performance.now();
    if (now - toldAt < everyMs && progress.done !== progress.total) return;
    toldAt = now;
    tell(progress);
  };
}
