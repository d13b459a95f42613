import { describeError, MockloopError } from "../../base/errors";
import { Secret } from "../../model/secret";
import { openNamedFile, readAndClose } from "../../files/openPlain";
import type { SecretSource } from "../../model/secretSource";
import type { SecretRef } from "../../protocol/schemas/secretRef";

export interface SecretSourceOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Reads the editor's store; undefined: there is none. */
  readonly store?: (name: string) => PromiseLike<string | undefined>;
}

/** Longer than any key. Bytes. */
const MAX_BYTES = 16_384;
/** What others than the owner may do with a file. */
const OTHERS = 0o077;

/** Secrets of this machine. White space at their ends is not theirs: files end with a line break. */
export function createSecretSource({
  env = process.env,
  store,
}: SecretSourceOptions = {}): SecretSource {
  const read = (ref: SecretRef): PromiseLike<string | undefined> => {
    switch (ref.kind) {
      case "environment":
        return Promise.resolve(env[ref.name]);
      case "file":
        return readPrivate(ref.path);
      case "store":
        return store ? store(ref.name) : Promise.resolve(undefined);
    }
  };
  return {
    find: async (ref) => {
      const value = (await read(ref))?.trim();
      if (value) return new Secret(value);
      if (ref.kind === "store")
        throw unavailable(
          store
            ? "The editor's store has no key for this server any more. Add the server again, with its key."
            : "This server's key is in an editor's store, which only that editor can read. Name another place for it.",
        );
      throw unavailable(
        `There is no key in ${describeRef(ref)}. Put it there, or name another place.`,
      );
    },
  };
}

/** The text of a file, unless others than its owner may read or change it. Windows has no such modes; its own rights hold there. */
async function readPrivate(path: string): Promise<string> {
  const file = await openNamedFile(path).catch((error: unknown) => {
    if (error instanceof MockloopError) throw error;
    throw unavailable(`The key's file ${path} cannot be read.`, describeError(error));
  });
  const { mode } = await file.stat();
  if (process.platform !== "win32" && (mode & OTHERS) !== 0) {
    await file.close();
    throw unavailable(
      `Others than you may read or change ${path} (mode ${(mode & 0o777).toString(8)}), so the key in it was not used. Run \`chmod 600 ${path}\`; a key that others may have seen should be replaced.`,
    );
  }
  return new TextDecoder().decode(await readAndClose(file, path, { maxBytes: MAX_BYTES }));
}

function describeRef(ref: Exclude<SecretRef, { kind: "store" }>): string {
  return ref.kind === "environment" ? `the environment variable ${ref.name}` : ref.path;
}

function unavailable(message: string, detail?: string): MockloopError {
  return new MockloopError("SECRET_UNAVAILABLE", message, detail === undefined ? {} : { detail });
}
