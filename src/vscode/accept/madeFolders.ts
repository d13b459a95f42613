/** What one Accept made on the disk. URIs as text. */
export interface Made {
  readonly files: readonly string[];
  /** Folders that had to be made for them, innermost first. */
  readonly folders: readonly string[];
}

/**
 * The folders that Accepts made. An undo deletes all files of its Accept at once, and nothing else does that but a person who picks
 * just these; every other deletion says nothing of the folders.
 */
export class MadeFolders {
  private readonly accepts: Made[] = [];

  add(made: Made): void {
    // Without a file there is nothing to know its undo by.
    if (made.files.length > 0 && made.folders.length > 0) this.accepts.push(made);
  }

  /** The folders, innermost first, that the deletion of just these files leaves without a purpose. */
  leftBy(deleted: readonly string[]): readonly string[] {
    const gone = new Set(deleted);
    return this.accepts
      .filter(({ files }) => files.every((file) => gone.has(file)))
      .flatMap(({ folders }) => folders);
  }
}
