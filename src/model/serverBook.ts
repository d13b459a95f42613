import type { SavedServer } from "../protocol/schemas/savedServer";

/** PORT. The servers that somebody saved, for every front end of this machine. */
export interface ServerBook {
  /** The file they are kept in: JSON, as `savedServersSchema` has it. */
  readonly path: string;
  /** In the order in which they were saved. @throws MockloopError BAD_OPTION when the file is there, but not as it should be. */
  list(): Promise<readonly SavedServer[]>;
  /** @throws MockloopError MODEL_UNAVAILABLE when there is none of that name; as {@link list}. */
  find(name: string): Promise<SavedServer>;
  /** Adds it, or puts it in the place of the one of the same name. @throws MockloopError BAD_OPTION for what is no server. */
  save(server: SavedServer): Promise<void>;
  /** Whether there was one. */
  remove(name: string): Promise<boolean>;
}
