import { resolve } from "node:path";
import type { Command } from "commander";
import { openModelLibrary } from "../../app/machine/modelLibrary";
import { chooseModel } from "../flags/chooseModel";
import { addLimitFlags, readLimitFlags } from "../flags/limitFlags";
import type { LimitFlags } from "../flags/limitFlags";
import { integerIn } from "../flags/parseOptions";
import { addInstructionFlag } from "../flags/requestFlags";
import { addServerFlags, readServerFlags } from "../flags/serverFlags";
import type { ServerFlags } from "../flags/serverFlags";
import { addSteerFlag, readSteerFlag } from "../flags/steerFlag";
import { resume } from "./resume";
import type { SessionCommand } from "./runCommand";

interface Flags extends LimitFlags, ServerFlags {
  readonly from?: number;
  readonly model?: string;
  readonly mmproj?: string;
  readonly components?: string;
  readonly instruction?: string;
  readonly steer: boolean;
  readonly json: boolean;
}

/** Declares `mockloop resume`. */
export function addResumeCommand(program: Command, run: SessionCommand): void {
  const command = program
    .command("resume")
    .description("go on with a run that was stopped, killed or is to become better")
    .argument("<dir>", "the folder that generate wrote to")
    .option(
      "--from <n>",
      "the iteration to go on from (default: the best)",
      integerIn(0, 1_000_000),
    )
    .option(
      "--model <model>",
      "another model; to be given again when it is a .gguf file (default: the run's)",
    )
    .option("--mmproj <gguf>", "the vision file that belongs to a .gguf file")
    .option(
      "--components <json>",
      "the components file; to be given again when the run was made with one",
    );
  addServerFlags(addLimitFlags(addSteerFlag(addInstructionFlag(command))))
    .option("--json", "JSON lines instead of text", false)
    .action((dir: string, flags: Flags) =>
      run(flags, async (session, report, signal) => {
        const { from, model, mmproj, components, instruction } = flags;
        const isChosen = (model ?? mmproj ?? flags.url) !== undefined;
        const changes = {
          ...readLimitFlags(flags),
          ...readServerFlags(flags),
          ...(isChosen && { model: await chooseModel(flags, openModelLibrary()) }),
          ...(components !== undefined && { components: resolve(components) }),
          ...(instruction !== undefined && { instruction }),
        };
        const steer = readSteerFlag(flags.steer);
        return resume(session, dir, { at: from, changes, steer }, report, signal);
      }),
    );
}
