import { join } from "node:path";
import { MockloopError } from "../../base/errors";
import { describeMismatch, matches } from "../../base/schema";
import type { ServerBook } from "../../model/serverBook";
import { savedServerSchema, savedServersSchema } from "../../protocol/schemas/savedServer";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import { readJsonFile, writeJsonFile } from "./configFile";
import { configFolder } from "./userFolders";

/** Headers that take keys; the key itself is named apart. */
const SECRET_HEADER = /^(proxy-)?authorization$|^cookie$|api[-_]?key|token|secret|password/i;

/** The servers saved in the file at `path`. */
export function createServerBook(path: string): ServerBook {
  const list = async (): Promise<readonly SavedServer[]> => {
    const value = await readJsonFile(path);
    if (value === undefined) return [];
    if (matches(savedServersSchema, value)) return value;
    throw badOption(
      `${path} does not hold a list of servers: ${describeMismatch(savedServersSchema, value)}. Correct or delete it.`,
    );
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
      await writeJsonFile(path, at < 0 ? [...servers, server] : servers.with(at, server));
    },
    async remove(name) {
      const servers = await list();
      const rest = servers.filter((server) => server.name !== name);
      if (rest.length < servers.length) await writeJsonFile(path, rest);
      return rest.length < servers.length;
    },
  };
}

/** Those of this machine: `servers.json` in the folder that MOCKLOOP_CONFIG names, else beside the downloaded models. */
export function openServerBook(env: NodeJS.ProcessEnv = process.env): ServerBook {
  return createServerBook(join(configFolder(env), "servers.json"));
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

function badOption(message: string): MockloopError {
  return new MockloopError("BAD_OPTION", message);
}
