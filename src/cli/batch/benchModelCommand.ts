import { resolve } from "node:path";
import type { Command } from "commander";
import { findMockupSet } from "../../app/batch/findMockupSet";
import { openModelLibrary } from "../../app/machine/modelLibrary";
import { dropDoubles } from "../../batch/compareModels/compareModels";
import { TRACER } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import type { SessionCommand } from "../commands/runCommand";
import { chooseModel } from "../flags/chooseModel";
import { integerIn } from "../flags/parseOptions";
import { addWorkFlags, readRequestFlags } from "../flags/requestFlags";
import type { RequestFlags } from "../flags/requestFlags";
import { listMockups } from "../input/listMockups";
import { benchModels } from "./benchModels";

interface Flags extends RequestFlags {
  readonly set?: string;
  readonly out: string;
  readonly concurrency?: number;
  readonly resume: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

/** Declares `mockloop bench-model`. */
export function addBenchModelCommand(program: Command, run: SessionCommand): void {
  const command = program
    .command("bench-model")
    .description("let models work on the same mockups and compare them, the tracer among them")
    .argument("[model...]", "as for --model of generate; with --url the server's own names")
    .option("--set <dir>", "a folder of mockups (default: six that come with Mockloop)")
    .option("--out <dir>", "where runs and report go", "mockloop-bench");
  addWorkFlags(command)
    .option(
      "--concurrency <n>",
      "mockups at a time (default: 1, so that the seconds can be compared)",
      integerIn(1, 64),
    )
    .option("--resume", "keep what an earlier call finished, go on with what it began", false)
    .option("--force", "write into folders that hold other files", false)
    .option("--json", "JSON lines instead of text", false)
    .action((names: string[], flags: Flags) =>
      run(flags, async (session, report, signal) => {
        const mockups = await listMockups([flags.set ?? (await findMockupSet())]);
        const models = await chooseModels(names, flags);
        const contestants = models.map((model) => {
          const { modelKey, ...template } = readRequestFlags(flags, model);
          const isServer = model.kind === "server" || model.kind === "endpoint";
          return {
            template: isServer && modelKey ? { ...template, modelKey } : template,
            concurrency: flags.concurrency ?? 1,
          };
        });
        const { resume: goOn, force } = flags;
        const options = { folder: resolve(flags.out), goOn, force };
        return benchModels(session, contestants, mockups, options, report, signal);
      }),
    );
}

/** The tracer, which every other one is compared with, and the models that were named. */
async function chooseModels(names: readonly string[], flags: Flags): Promise<ModelRef[]> {
  const library = openModelLibrary();
  const isNamed = names.length > 0 || flags.url !== undefined;
  const asked = names.length > 0 ? names : isNamed ? [undefined] : [];
  const models: ModelRef[] = [TRACER];
  for (const model of asked) {
    const { model: _model, ...others } = flags;
    models.push(await chooseModel({ ...others, ...(model !== undefined && { model }) }, library));
  }
  return dropDoubles(models);
}
