import type { Command } from "commander";
import type { RunCommand } from "./runCommand";
import { verifyRun } from "./verifyRun";

interface Flags {
  readonly head?: string;
  readonly json: boolean;
}

/** Declares `mockloop verify-run`. */
export function addVerifyRunCommand(program: Command, run: RunCommand): void {
  program
    .command("verify-run")
    .description("say whether a run's journal is as it was written; exit code 1 when it is not")
    .argument("<dir>", "the folder that generate wrote to")
    .option("--head <hash>", "the hash of a line that was noted: it must be there")
    .option("--json", "JSON instead of text", false)
    .action((dir: string, flags: Flags) =>
      run(flags, (write) => verifyRun(dir, flags.head, { json: flags.json, write })),
    );
}
