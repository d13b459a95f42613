import type { Command } from "commander";
import { openAnswerBook } from "../../app/machine/permissions/answerBook";
import { openServerBook } from "../../app/machine/serverBook";
import { MockloopError } from "../../base/errors";
import { addServerFlags, readKeyFlags } from "../flags/serverFlags";
import type { ServerFlags } from "../flags/serverFlags";
import { integerIn } from "../flags/parseOptions";
import type { RunCommand } from "../commands/runCommand";
import { addServer, allowHost, forgetHost, listServers, removeServer } from "./servers";

interface Flags {
  readonly json?: boolean;
}

interface AddFlags extends Flags, ServerFlags {
  readonly model?: string;
  readonly header: Readonly<Record<string, string>>;
  readonly keyHeader?: string;
  readonly context?: number;
}

/** Declares `mockloop servers …`. */
export function addServerCommands(program: Command, run: RunCommand): void {
  const servers = program
    .command("servers")
    .description("list, save and remove model servers, and the hosts that may see mockups");
  const json = ["--json", "JSON instead of text", false] as const;

  servers
    .command("list", { isDefault: true })
    .description("what is saved, and which hosts are allowed")
    .option(...json)
    .action((options: Flags) =>
      run(options, (write) =>
        listServers(openServerBook(), openAnswerBook(), { ...options, write }),
      ),
    );

  addServerFlags(
    servers
      .command("add")
      .description("save a server under a name, for `--model server:NAME`")
      .argument("<name>")
      .option("--model <model>", "the model, as the server names it (default: its first)")
      .option("--header <name:value>", "sent with every request", addHeader, {})
      .option("--key-header <name>", "the header that takes the key (default: Authorization)")
      .option("--context <tokens>", "prompt and answer together", integerIn(2048, 10_000_000))
      .option(...json),
  ).action((name: string, options: AddFlags) =>
    run(options, (write) => {
      const { url, model = "", profile, keyHeader, context, header } = options;
      if (url === undefined) throw new MockloopError("BAD_OPTION", "Give the server's --url.");
      const key = readKeyFlags(options);
      const server = {
        ...{ name, url, model },
        ...(profile && { family: profile }),
        ...(Object.keys(header).length > 0 && { headers: header }),
        ...(key && { key }),
        ...(keyHeader !== undefined && { keyHeader }),
        ...(context !== undefined && { contextTokens: context }),
      };
      return addServer(openServerBook(), server, { ...options, write });
    }),
  );

  servers
    .command("remove")
    .description("forget a saved server; its key stays where it is")
    .argument("<name>")
    .option(...json)
    .action((name: string, options: Flags) =>
      run(options, (write) => removeServer(openServerBook(), name, { ...options, write })),
    );

  servers
    .command("allow")
    .description("let pictures of mockups go to a host without being asked")
    .argument("<host>", "as it is named when you are asked: api.z.ai, 10.0.0.2:8080")
    .option(...json)
    .action((host: string, options: Flags) =>
      run(options, (write) => allowHost(openAnswerBook(), host, { ...options, write })),
    );

  servers
    .command("forget")
    .description("be asked again before pictures go to a host")
    .argument("<host>")
    .option(...json)
    .action((host: string, options: Flags) =>
      run(options, (write) => forgetHost(openAnswerBook(), host, { ...options, write })),
    );
}

function addHeader(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.indexOf(":");
  if (at < 1) throw new MockloopError("BAD_OPTION", "Give a header as NAME:VALUE.");
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
}
