import type { QuestionProgress } from "../protocol/modelsProtocol";

/** Passes on what comes first and what comes last of a file, and of what comes between something every `everyMs` at most. */
export function seldom(
  tell: (progress: QuestionProgress) => void,
  everyMs: number,
): (progress: QuestionProgress) => void {
  let told = { file: "", at: 0 };
  return (progress) => {
    const now = performance.now();
    const { file, done, total } = progress;
    if (file === told.file && now - told.at < everyMs && done !== total) return;
    told = { file, at: now };
    tell(progress);
  };
}
