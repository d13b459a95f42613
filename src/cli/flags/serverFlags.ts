import { Option } from "commander";
import type { Command } from "commander";
import { resolve } from "node:path";
import { MockloopError } from "../../base/errors";
import type { RunRequest } from "../../protocol/runProtocol";
import { serverFamilySchema } from "../../protocol/schemas/savedServer";
import type { ServerFamily } from "../../protocol/schemas/savedServer";
import type { SecretRef } from "../../protocol/schemas/secretRef";

/** What a user may say of a server. */
export interface ServerFlags {
  readonly url?: string;
  readonly profile?: ServerFamily;
  readonly keyEnv?: string;
  readonly keyFile?: string;
  readonly allowHost?: readonly string[];
}

const HEADING = "Models behind a server:";

/** Declares them; the help shows them below a heading of their own. */
export function addServerFlags(command: Command): Command {
  const option = (flags: string, words: string): Option =>
    new Option(flags, words).helpGroup(HEADING);
  return command
    .addOption(option("--url <url>", "the server's API: http://127.0.0.1:8080/v1"))
    .addOption(
      option("--profile <family>", "what kind of server it is (default: found out)").choices(
        serverFamilySchema.enum,
      ),
    )
    .addOption(option("--key-env <variable>", "the environment variable with its key"))
    .addOption(option("--key-file <file>", "the file with its key, which only you may read"))
    .addOption(allowHostOption());
}

/** `--allow-host`, for commands that send mockups. */
export const allowHostOption = (): Option =>
  new Option("--allow-host <host>", "send it the mockup without asking (may be given again)")
    .helpGroup(HEADING)
    .argParser((host: string, before: readonly string[] = []) => [...before, host]);

/** Where the key is that the flags name. @throws MockloopError BAD_OPTION for two places. */
export function readKeyFlags({ keyEnv, keyFile }: ServerFlags): SecretRef | undefined {
  if (keyEnv !== undefined && keyFile !== undefined)
    throw new MockloopError(
      "BAD_OPTION",
      "A key is in one place: give either --key-env or --key-file.",
    );
  if (keyEnv !== undefined) return { kind: "environment", name: keyEnv };
  return keyFile === undefined ? undefined : { kind: "file", path: resolve(keyFile) };
}

/** What the flags ask of a run. @throws as {@link readKeyFlags}. */
export function readServerFlags(flags: ServerFlags): Pick<RunRequest, "modelKey"> {
  const modelKey = readKeyFlags(flags);
  return modelKey ? { modelKey } : {};
}
