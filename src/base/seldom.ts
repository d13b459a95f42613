/** How far the work on a file is. */
interface FileProgress {
  readonly file: string;
  readonly done: number;
  readonly total?: number | undefined;
}

/** Passes on what comes first and what comes last of a file, and of what comes between something every `everyMs` at most. */
export function seldom<Progress extends FileProgress>(
  tell: (progress: Progress) => void,
  everyMs: number,
): (progress: Progress) => void {
  let told = { file: "", at: 0 };
  return (progress) => {
    const now = performance.now();
    const { file, done, total } = progress;
    if (file === told.file && now - told.at < everyMs && done !== total) return;
    told = { file, at: now };
    tell(progress);
  };
}
