import { basename, dirname, join, resolve } from "node:path";
import { MockloopError, systemErrorCode } from "../../base/errors";
import { describeMismatch, matches } from "../../base/schema";
import { Folder } from "../../files/folder";
import type { ServerBook } from "../../model/serverBook";
import { savedServerSchema, savedServersSchema } from "../../protocol/schemas/savedServer";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import { modelsFolder } from "./installation";

/** More than anybody saves. Bytes. */
const MAX_BYTES = 1_000_000;
/** Nobody else's to read: headers may say who somebody is. */
const MODE = 0o600;
/** Headers that take keys; the key itself is named apart. */
const SECRET_HEADER = /^(proxy-)?authorization$|^cookie$|api[-_]?key|token|secret|password/i;

/** The servers saved in the file at `path`. */
export function createServerBook(path: string): ServerBook {
  const list = async (): Promise<readonly SavedServer[]> => {
    const text = await readText(path);
    if (text === undefined) return [];
    const value = parseJson(text);
    if (matches(savedServersSchema, value)) return value;
    throw badOption(
      `${path} does not hold a list of servers: ${describeMismatch(savedServersSchema, value)}. Correct or delete it.`,
    );
  };
  const write = async (servers: readonly SavedServer[]): Promise<void> => {
    const folder = await Folder.make(dirname(path));
    const text = `${JSON.stringify(servers, undefined, 2)}\n`;
    await folder.write(basename(path), text, { mode: MODE });
  };
  return {
    path,
    list,
    async find(name) {
      const servers = await list();
      const found = servers.find((server) => server.name === name);
      if (found) return found;
      const names = servers.map((server) => server.name).join(", ");
      throw new MockloopError(
        "MODEL_UNAVAILABLE",
        `There is no saved server ${JSON.stringify(name)}. ${names === "" ? "None is saved yet." : `Saved: ${names}.`}`,
        { remedy: { kind: "choose-model" } },
      );
    },
    async save(server) {
      requireSound(server);
      const servers = await list();
      const at = servers.findIndex(({ name }) => name === server.name);
      await write(at < 0 ? [...servers, server] : servers.with(at, server));
    },
    async remove(name) {
      const servers = await list();
      const rest = servers.filter((server) => server.name !== name);
      if (rest.length < servers.length) await write(rest);
      return rest.length < servers.length;
    },
  };
}

/** Those of this machine: `servers.json` in the folder that MOCKLOOP_CONFIG names, else beside the downloaded models. */
export function openServerBook(env: NodeJS.ProcessEnv = process.env): ServerBook {
  return createServerBook(join(configFolder(env), "servers.json"));
}

/** The folder with what this user has set up for Mockloop. */
export function configFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["MOCKLOOP_CONFIG"];
  return named ? resolve(named) : dirname(modelsFolder(env));
}

function requireSound(server: SavedServer): void {
  if (!matches(savedServerSchema, server))
    throw badOption(`This is no server: ${describeMismatch(savedServerSchema, server)}.`);
  const { protocol, username, password } = URL.canParse(server.url)
    ? new URL(server.url)
    : { protocol: "", username: "", password: "" };
  if (protocol !== "http:" && protocol !== "https:")
    throw badOption(`${server.url} is no address of a server: it begins with http:// or https://.`);
  if (username !== "" || password !== "")
    throw badOption(
      "A server's address is kept in plain text: name the place of the key instead of writing it into the address.",
    );
  const header = Object.keys(server.headers ?? {}).find((name) => SECRET_HEADER.test(name));
  if (header !== undefined)
    throw badOption(
      `The header ${header} would be kept in plain text: name the place of the key, and the header that takes it, instead.`,
    );
}

async function readText(path: string): Promise<string | undefined> {
  try {
    const folder = await Folder.open(dirname(path));
    return new TextDecoder().decode(await folder.read(basename(path), { maxBytes: MAX_BYTES }));
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function badOption(message: string): MockloopError {
  return new MockloopError("BAD_OPTION", message);
}
