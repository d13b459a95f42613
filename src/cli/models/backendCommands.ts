import type { Command } from "commander";
import { findBackendSource, openBackends } from "../../app/machine/backends";
import { addBackendCommand, listBackendsCommand, removeBackendCommand } from "./backends";
import type { RunCommand } from "../commands/runCommand";

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

  backends
    .command("list", { isDefault: true })
    .description("what can be downloaded, and what is installed")
    .option(...json)
    .action((options: Flags) =>
      run(options, (write) => listBackendsCommand(openBackends(), { ...options, write })),
    );

  backends
    .command("add")
    .description("download one, or go on with a download; aborting keeps what is there")
    .argument("<backend>", "cuda")
    .option("--registry <url...>", "npm registries to ask, in this order", [
      ...findBackendSource().registries,
    ])
    .option(...json)
    .action((id: string, options: Flags & { registry: string[] }) =>
      run(options, (write, signal) =>
        addBackendCommand(openBackends(options.registry), { ...options, write }, id, signal),
      ),
    );

  backends
    .command("remove")
    .description("delete one, or what there is of its download")
    .argument("<backend>")
    .option(...json)
    .action((id: string, options: Flags) =>
      run(options, (write) => removeBackendCommand(openBackends(), { ...options, write }, id)),
    );
}
