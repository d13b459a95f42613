import type { HardwareRequest } from "./hardware";

/**
 * Questions about local models, which the engine process answers: downloads, checksums and model files' headers are nothing for
 * an editor's own process. Plain JSON; sizes are bytes; paths are absolute.
 */
export type ModelQuestion =
  | { readonly type: "list-models" }
  | {
      readonly type: "pull-model";
      /** A preset's id, a .gguf file by path, https address or `hf:` URI, or the id of a model that is here in part. */
      readonly spec: string;
      /** The vision file of a model that is no preset. */
      readonly mmproj?: string;
      /** Hosts with Hugging Face's layout, tried before it. */
      readonly mirrors: readonly string[];
    }
  | { readonly type: "verify-model"; readonly id: string }
  | { readonly type: "remove-model"; readonly id: string }
  | { readonly type: "list-backends" }
  /** Downloads libraries for a kind of graphics card, or goes on with that. */
  | { readonly type: "add-backend"; readonly id: string }
  | { readonly type: "remove-backend"; readonly id: string }
  | {
      readonly type: "examine";
      /** As in a run's request. */
      readonly model: string;
      readonly mmproj?: string;
      readonly hardware?: HardwareRequest;
      readonly browserPath?: string;
    };

/** A model that can be chosen: a preset, or another one that is installed, or here in part. */
export interface ModelEntry {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly note: string;
  readonly state: "installed" | "partial" | "absent";
  /** Of its files together; undefined: unknown until they are asked for. */
  readonly bytes?: number | undefined;
  /** Of a download that has begun. */
  readonly partialBytes: number;
  /** Whether its download can be begun, or gone on with, by its name. */
  readonly canDownload: boolean;
  /** Memory that it takes when loaded, as far as that can be told. */
  readonly memoryBytes?: number | undefined;
}

/** Libraries for a kind of graphics card, which can be downloaded for this platform. */
export interface BackendEntry {
  /** "cuda" */
  readonly id: string;
  readonly title: string;
  /** What they are called within a sentence. */
  readonly libraries: string;
  /** What the computer must have besides. */
  readonly needs: string;
  /** "other version": installed for another version of Mockloop. */
  readonly state: "installed" | "other version" | "partial" | "absent";
  /** To download. */
  readonly bytes: number;
  /** Of a download that has begun. */
  readonly loadedBytes: number;
  /** What they take on the disk. */
  readonly unpackedBytes: number;
}

export interface CheckedFile {
  readonly path: string;
  readonly state: "good" | "missing" | "changed";
}

/** One thing that was looked at on this machine. */
export interface ExaminedPart {
  readonly subject: string;
  readonly state: "good" | "note" | "problem";
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string | undefined;
}

/** The answer to a question has its type. */
export type ModelAnswer =
  | {
      readonly type: "list-models";
      /** The folder that models are kept in. */
      readonly dir: string;
      readonly models: readonly ModelEntry[];
      /** Whether there is a vision bridge: without one no local model runs. */
      readonly hasBridge: boolean;
      /** "linux-x64" */
      readonly platform: string;
      readonly totalMemoryBytes: number;
      readonly freeMemoryBytes: number;
    }
  | {
      readonly type: "pull-model";
      readonly id: string;
      readonly title: string;
      readonly hasVision: boolean;
    }
  | { readonly type: "verify-model"; readonly files: readonly CheckedFile[] }
  | { readonly type: "remove-model" }
  | {
      readonly type: "list-backends";
      /** The folder that they are kept in. */
      readonly dir: string;
      readonly backends: readonly BackendEntry[];
    }
  | {
      readonly type: "add-backend";
      /** Whether they can be used here. */
      readonly works: boolean;
      /** A sentence that says so, and what is missing. */
      readonly text: string;
    }
  | { readonly type: "remove-backend" }
  | { readonly type: "examine"; readonly parts: readonly ExaminedPart[] };

/** The answer that a question gets. */
export type AnswerTo<Q extends ModelQuestion> = Extract<ModelAnswer, { type: Q["type"] }>;

/** How far a download is: one file after the other. */
export interface QuestionProgress {
  /** Its name. */
  readonly file: string;
  readonly done: number;
  /** Undefined when the server does not say. */
  readonly total?: number | undefined;
}
