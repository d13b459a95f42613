/** What to fetch: a preset, or any two files by path, URL or `hf:` URI. */
export interface PullRequest {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly text: PullFile;
  /** Of a split model the parts after the first, in their order. */
  readonly textParts?: readonly PullFile[] | undefined;
  /** Undefined: a model without vision. */
  readonly mmproj?: PullFile;
}

export interface PullFile {
  readonly uri: string;
  readonly bytes?: number;
  readonly sha256?: string;
}

/** The text model first, in all its parts, then the vision file if there is one. */
export function filesOf<File>({
  text,
  textParts = [],
  mmproj,
}: {
  readonly text: File;
  readonly textParts?: readonly File[] | undefined;
  readonly mmproj?: File | undefined;
}): readonly File[] {
  return [text, ...textParts, ...(mmproj ? [mmproj] : [])];
}
