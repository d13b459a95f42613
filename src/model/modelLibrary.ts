import type {
  BackendEntry,
  CheckedFile,
  ModelEntry,
  QuestionProgress,
} from "../protocol/schemas/models";

/** A file of an installed model. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** Of the file when it came; hex. */
  readonly sha256: string;
}

/** A text model and its vision file, whole and checked. */
export interface StoredModel {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly text: StoredFile;
  /** Of a split model the parts after the first, in their order, beside it. */
  readonly textParts?: readonly StoredFile[] | undefined;
  /** Undefined: it sees no pictures. */
  readonly mmproj: StoredFile | undefined;
}

/** A model that can be chosen, with its size, licence and needs. */
export interface ModelChoice extends ModelEntry {
  /** Whether it runs where no model is named. */
  readonly active: boolean;
}

/** What to download or import. */
export interface WantedModel {
  /** A preset's id, a .gguf file by path, https address or `hf:` URI, or the id of a model that is here in part. */
  readonly spec: string;
  /** The vision file of a model that is no preset. */
  readonly mmproj?: string | undefined;
  /** Hosts with Hugging Face's layout, tried before it. */
  readonly mirrors: readonly string[];
}

/**
 * PORT. The local models of this machine: which can be had, which are here, and which one runs when none is named. Says and moves
 * files; loads nothing.
 */
export interface ModelLibrary {
  /** The folder they are kept in. */
  readonly dir: string;
  /** Presets first, then what else is installed, then what else is here in part. */
  list(): Promise<readonly ModelChoice[]>;
  installed(): Promise<readonly StoredModel[]>;
  /** The id of the one that runs when none is named; undefined: no local one. */
  active(): Promise<string | undefined>;
  /** Makes it another one. @throws MockloopError MODEL_UNAVAILABLE when it is not installed. */
  use(id: string | undefined): Promise<void>;
  /**
   * Downloads or imports a model; a second call goes on where the first ended.
   *
   * @throws MockloopError BAD_OPTION, DISK_FULL, MODEL_UNAVAILABLE, WRITE_FAILED; AbortError, after which what was loaded stays.
   */
  pull(
    wanted: WantedModel,
    onProgress: (progress: QuestionProgress) => void,
    signal: AbortSignal,
  ): Promise<StoredModel>;
  /** Compares every file with what it was. @throws MockloopError MODEL_UNAVAILABLE; AbortError. */
  verify(id: string, signal: AbortSignal): Promise<readonly CheckedFile[]>;
  /** Deletes a model, or what there is of its download; false: there was nothing. */
  remove(id: string): Promise<boolean>;
  /** Whether there is something to run them on: a bridge for this platform. */
  hasBridge(): Promise<boolean>;
}

/** How a download of libraries ended: everything is there. */
export interface AddedBackend {
  /** Why it is of no use here; undefined: it works. */
  readonly problem?: string;
  /** The sentence that says so. */
  readonly text: string;
}

/** PORT. Libraries for kinds of graphics cards, which can be downloaded for this platform. */
export interface Backends {
  /** The folder they are kept in. */
  readonly dir: string;
  list(): Promise<readonly BackendEntry[]>;
  /**
   * Downloads one, or goes on with its download, and tries whether it loads here.
   *
   * @throws MockloopError BAD_OPTION when there is no such thing here; DISK_FULL, MODEL_UNAVAILABLE, WRITE_FAILED; AbortError, after
   * which what was loaded stays. An abort that comes when everything is installed only ends the try.
   */
  add(
    id: string,
    onProgress: (progress: QuestionProgress) => void,
    signal: AbortSignal,
  ): Promise<AddedBackend>;
  /** Deletes one, or what there is of its download; resolves with its title. @throws MockloopError BAD_OPTION. */
  remove(id: string): Promise<string>;
}
