import * as Type from "typebox";
import { join } from "node:path";
import { matches } from "../../base/schema";
import { readJsonFile, writeJsonFile } from "./configFile";
import { configFolder } from "./configFolder";

/** The hosts that pictures may be sent to without being asked for again: "api.z.ai", "10.0.0.2:8080". */
export interface AllowedHosts {
  list(): Promise<readonly string[]>;
  allow(host: string): Promise<void>;
  /** Whether it was allowed. */
  forget(host: string): Promise<boolean>;
}

const hostsSchema = Type.Array(Type.String());

/** Those kept in the file at `path`. One that cannot be read allows nobody. */
export function createAllowedHosts(path: string): AllowedHosts {
  const list = async (): Promise<readonly string[]> => {
    const value = await readJsonFile(path).catch(() => undefined);
    return matches(hostsSchema, value) ? value : [];
  };
  return {
    list,
    async allow(host) {
      await writeJsonFile(path, [...new Set([...(await list()), host])]);
    },
    async forget(host) {
      const hosts = await list();
      const rest = hosts.filter((one) => one !== host);
      if (rest.length < hosts.length) await writeJsonFile(path, rest);
      return rest.length < hosts.length;
    },
  };
}

/** Those of this machine's user. */
export function openAllowedHosts(env: NodeJS.ProcessEnv = process.env): AllowedHosts {
  return createAllowedHosts(join(configFolder(env), "allowed-hosts.json"));
}
