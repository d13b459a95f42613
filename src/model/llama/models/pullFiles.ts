/** What to fetch: a preset, or any two files by path, URL or `hf:` URI. */
export interface PullRequest {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly text: PullFile;
  /** Undefined: a model without vision. */
  readonly mmproj?: PullFile;
}

export interface PullFile {
  readonly uri: string;
  readonly bytes?: number;
  readonly sha256?: string;
}

/** The text model first, then the vision file if there is one. */
export function filesOf({
  text,
  mmproj,
}: Pick<PullRequest, "text" | "mmproj">): readonly PullFile[] {
  return mmproj ? [text, mmproj] : [text];
}
