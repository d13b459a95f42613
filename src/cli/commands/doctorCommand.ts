import type { Command } from "commander";
import { openModelLibrary } from "../../app/machine/modelLibrary";
import { MockloopError } from "../../base/errors";
import { chooseModel } from "../flags/chooseModel";
import { addServerFlags, readKeyFlags } from "../flags/serverFlags";
import type { ServerFlags } from "../flags/serverFlags";
import { doctor } from "./doctor";
import type { DoctorOptions } from "./doctor";
import type { RunCommand } from "./runCommand";

interface Flags extends ServerFlags {
  readonly model?: string;
  readonly json: boolean;
}

/** Declares `mockloop doctor`. */
export function addDoctorCommand(
  program: Command,
  run: RunCommand,
  browserPath: () => string | undefined,
): void {
  addServerFlags(
    program
      .command("doctor")
      .description("say what works on this machine, and what to do about what does not")
      .option("--model <model>", "try a model behind a server instead: server:NAME or its address")
      .option("--json", "JSON instead of text", false),
  ).action((flags: Flags) =>
    run(flags, async (write, signal) =>
      doctor(
        { json: flags.json, browserPath: browserPath(), server: await readServer(flags) },
        write,
        signal,
      ),
    ),
  );
}

/** The server that is to be tried; undefined: none was named. @throws MockloopError BAD_OPTION for another kind of model. */
async function readServer(flags: Flags): Promise<DoctorOptions["server"]> {
  if (flags.model === undefined && flags.url === undefined) return undefined;
  const model = await chooseModel(flags, openModelLibrary());
  if (model.kind === "server" || model.kind === "endpoint")
    return { model, modelKey: readKeyFlags(flags) };
  throw new MockloopError(
    "BAD_OPTION",
    "--model is about a server here: server:NAME, or its address. Without it, this machine is looked at.",
  );
}
