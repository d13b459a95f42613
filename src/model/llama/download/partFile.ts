import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname } from "node:path";
import * as Type from "typebox";
import { writeError } from "../../../base/errors";
import { matches, unknownOr, type Shape } from "../../../base/schema";
import { Folder } from "../../../files/folder";

/** What is known about the bytes that are here, so that a later process can go on with them. */
const factsSchema = Type.Object({
  /** Names this version of the file on its server. */
  etag: unknownOr(Type.String()),
  /** When it last changed, as the server writes it. */
  date: unknownOr(Type.String()),
  /** Bytes of the whole file. */
  total: unknownOr(Type.Number()),
  /** Hugging Face names a large file's SHA-256. */
  sha256: unknownOr(Type.String()),
});
export type PartFacts = Shape<typeof factsSchema>;

/** The bytes of a file that is not whole yet, in `<target>.part`, and what is known of them, in `<target>.part.json`. */
export class PartFile {
  private constructor(
    private readonly folder: Folder,
    private readonly name: string,
  ) {}

  /** @throws MockloopError WRITE_FAILED when the folder of `target` is missing. */
  static async open(target: string): Promise<PartFile> {
    const folder = await Folder.open(dirname(target)).catch((error: unknown) => {
      throw writeError(target, error);
    });
    return new PartFile(folder, basename(target));
  }

  get path(): string {
    return this.folder.pathOf(this.part);
  }

  /** Bytes that are here. @throws MockloopError PATH_REFUSED as {@link Folder}. */
  size(): Promise<number> {
    return this.folder.size(this.part);
  }

  /** Nothing is known when there are none, or none that can be read. */
  async readFacts(): Promise<PartFacts> {
    try {
      const bytes = await this.folder.read(this.facts, { maxBytes: MAX_FACTS_BYTES });
      const facts: unknown = JSON.parse(new TextDecoder().decode(bytes));
      return matches(factsSchema, facts) ? facts : {};
    } catch {
      return {};
    }
  }

  keepFacts(facts: PartFacts): Promise<void> {
    return this.folder.write(this.facts, JSON.stringify(facts));
  }

  /** Opens it to write: behind what is here, or anew. */
  openToWrite(append: boolean): Promise<FileHandle> {
    return this.folder.openToWrite(this.part, append ? constants.O_APPEND : constants.O_TRUNC);
  }

  /** Deletes the bytes, and what is known of them. */
  async drop(): Promise<void> {
    await this.folder.remove(this.part);
    await this.folder.remove(this.facts);
  }

  /** Moves it to its place: it is whole. */
  async finish(): Promise<void> {
    await this.folder.move(this.part, this.name);
    await this.folder.remove(this.facts);
  }

  private get part(): string {
    return `${this.name}.part`;
  }

  private get facts(): string {
    return `${this.name}.part.json`;
  }
}

const MAX_FACTS_BYTES = 100_000;
