import type { Command } from "commander";
import { describeProject } from "./describeProject";
import type { RunCommand } from "../commands/runCommand";

/** Declares `mockloop project`. */
export function addProjectCommand(program: Command, run: RunCommand): void {
  program
    .command("project")
    .description("say what a project is made of and which target fits it; runs nothing of it")
    .argument("[folder]", "the project's root", ".")
    .option("--json", "one JSON line instead of text", false)
    .action((folder: string, flags: { readonly json: boolean }) =>
      run(flags, (write, signal) => describeProject(folder, flags.json, write, signal)),
    );
}
