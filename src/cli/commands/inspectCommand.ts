import type { Command } from "commander";
import type { Session } from "../../run/session";
import { parseScale } from "../flags/parseOptions";
import type { CommandOutput } from "../output/commandOutput";
import { inspect } from "./inspect";

/** Runs a command with a session of its own; its result is the exit code. */
type RunWithSession = (
  options: { readonly json?: boolean },
  command: (session: Session, output: CommandOutput, signal: AbortSignal) => Promise<number>,
) => Promise<void>;

interface InspectFlags {
  readonly design: boolean;
  readonly overlay?: string;
  readonly scale?: number;
  readonly json: boolean;
}

export function addInspectCommand(program: Command, run: RunWithSession): void {
  program
    .command("inspect")
    .description("print what can be measured in a mockup without a model")
    .argument("<mockup>")
    .option("--design", "what the page is understood to be instead", false)
    .option("--overlay <png>", "draw it over the mockup")
    .option("--scale <n>", "device scale factor", parseScale)
    .option("--json", "JSON instead of text", false)
    .action((mockup: string, { json, design, overlay, scale }: InspectFlags) =>
      run({ json }, (session, output, signal) =>
        inspect(session, mockup, { json, design, overlay, scale }, output, signal),
      ),
    );
}
