import type { Command } from "commander";
import { backendsFolder, findInstallation } from "../app/installation";
import type { BackendContext } from "./backends";
import { addBackendCommand, listBackends, removeBackendCommand } from "./backends";
import type { RunCommand } from "./runCommand";

interface Flags {
  readonly json?: boolean;
}

/** Declares `mockloop backends …`. */
export function addBackendCommands(program: Command, run: RunCommand): void {
  const backends = program
    .command("backends")
    .description(
      "list, download and remove libraries for graphics cards that are no part of Mockloop",
    );
  const json = ["--json", "JSON instead of text", false] as const;
  const context = (options: Flags, write: (text: string) => void): BackendContext => ({
    ...findInstallation(),
    ...options,
    dir: backendsFolder(),
    write,
  });

  backends
    .command("list", { isDefault: true })
    .description("what can be downloaded, and what is installed")
    .option(...json)
    .action((options: Flags) => run(options, (write) => listBackends(context(options, write))));

  backends
    .command("add")
    .description("download one, or go on with a download; aborting keeps what is there")
    .argument("<backend>", "cuda")
    .option("--registry <url...>", "npm registries to ask, in this order", [
      process.env["npm_config_registry"] ?? "https://registry.npmjs.org",
    ])
    .option(...json)
    .action((id: string, options: Flags & { registry: string[] }) =>
      run(options, (write, signal) =>
        addBackendCommand(context(options, write), id, options.registry, signal),
      ),
    );

  backends
    .command("remove")
    .description("delete one, or what there is of its download")
    .argument("<backend>")
    .option(...json)
    .action((id: string, options: Flags) =>
      run(options, (write) => removeBackendCommand(context(options, write), id)),
    );
}
