import { join, resolve } from "node:path";
import { describeError, MockloopError } from "../../../base/errors";
import { parsePolicy } from "../../../policy/parsePolicy";
import type { Policy } from "../../../policy/decide";
import type { PolicyLayer } from "../../../protocol/permissionProtocol";
import { readJsonFile } from "../configFile";
import { configFolder } from "../userFolders";

/** A policy of this machine's user, in the folder with what is set up: it counts in every command. */
const MACHINE_POLICY = "policy.json";

/**
 * What counts on the command line: the policy of this machine, where there is one, and the one in the file `given`.
 *
 * @throws MockloopError BAD_OPTION for a file that cannot be read or is no policy: one that is not understood must not count as none.
 */
export async function loadPolicies(
  given: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Policy> {
  const machine = await readPolicy(join(configFolder(env), MACHINE_POLICY), "this machine");
  if (given === undefined) return machine ? [machine] : [];
  const path = resolve(given);
  const named = await readPolicy(path, "the given policy");
  if (!named) throw new MockloopError("BAD_OPTION", `There is no file ${path}.`);
  return machine ? [machine, named] : [named];
}

/** Undefined: there is no such file. */
async function readPolicy(path: string, name: string): Promise<PolicyLayer | undefined> {
  const value = await readJsonFile(path).catch((cause: unknown) => {
    throw new MockloopError("BAD_OPTION", `The policy ${path} cannot be read.`, {
      ...{ detail: describeError(cause), cause },
    });
  });
  if (value === undefined) return undefined;
  const policy = value === "" ? "it is no JSON" : parsePolicy(value, name);
  if (typeof policy !== "string") return policy;
  throw new MockloopError("BAD_OPTION", `The policy ${path} is not understood: ${policy}.`);
}
