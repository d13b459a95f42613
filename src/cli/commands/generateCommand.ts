import { Option } from "commander";
import type { Command } from "commander";
import { openModelLibrary } from "../../app/machine/modelLibrary";
import type { Shard } from "../../batch/shard";
import type { ModelRef } from "../../protocol/modelRef";
import { chooseModel } from "../flags/chooseModel";
import { integerIn } from "../flags/parseOptions";
import { addRequestFlags, readRequestFlags } from "../flags/requestFlags";
import type { RequestFlags } from "../flags/requestFlags";
import { parseShard } from "../flags/shardFlag";
import { addSteerFlag, readSteerFlag } from "../flags/steerFlag";
import { addView, VIEW } from "../flags/viewFlags";
import type { ViewFlag } from "../flags/viewFlags";
import { MASK, PIN } from "../input/readParts";
import { generate } from "./generate";
import type { SessionCommand } from "./runCommand";

interface Flags extends RequestFlags {
  readonly out?: string;
  readonly concurrency?: number;
  readonly requests?: number;
  readonly attempts: number;
  readonly shard?: Shard;
  readonly resume: boolean;
  readonly mask?: string;
  readonly pin?: string;
  readonly view?: readonly ViewFlag[];
  readonly page: boolean;
  readonly steer: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

const MANY = "Many mockups:";

/** Declares `mockloop generate`. */
export function addGenerateCommand(program: Command, run: SessionCommand): void {
  const command = program
    .command("generate")
    .description("write code for one or more mockups")
    .argument("<mockup...>", "PNG, JPEG, WebP, AVIF, GIF, BMP or SVG, or a folder of them")
    .option("--out <dir>", "folder for the code (default: mockloop-out/<name>)");
  const many = (flags: string, words: string): Option => new Option(flags, words).helpGroup(MANY);
  addSteerFlag(addRequestFlags(command))
    .option("--mask <json>", MASK)
    .option("--pin <json>", PIN)
    .option("--view <[width=]picture>", VIEW, addView)
    .option("--page", "the mockups are one page at two to four widths", false)
    .addOption(
      many(
        "--concurrency <n>",
        "mockups at a time (default: 2; 1 with a local model, 4 with a server)",
      ).argParser(integerIn(1, 64)),
    )
    .addOption(
      many(
        "--requests <n>",
        "answers of the model at a time (default: as many as mockups)",
      ).argParser(integerIn(1, 64)),
    )
    .addOption(
      many("--attempts <n>", "tries for a mockup whose run fails")
        .argParser(integerIn(1, 10))
        .default(1),
    )
    .addOption(
      many("--shard <i/n>", "work on the i-th of n parts; `mockloop merge` joins them").argParser(
        parseShard,
      ),
    )
    .addOption(
      many("--resume", "keep what an earlier call finished, go on with what it began").default(
        false,
      ),
    )
    .option("--force", "write into a folder that holds other files", false)
    .option("--json", "JSON lines instead of text", false)
    .action((mockups: string[], flags: Flags) =>
      run(flags, async (session, report, signal) => {
        const model = await chooseModel(flags, openModelLibrary());
        const concurrency = flags.concurrency ?? defaultConcurrency(model);
        return generate(
          session,
          mockups,
          {
            template: readRequestFlags(flags, model),
            out: flags.out,
            mask: flags.mask,
            pin: flags.pin,
            views: flags.view,
            isPage: flags.page,
            steer: readSteerFlag(flags.steer),
            force: flags.force,
            shard: flags.shard,
            goOn: flags.resume,
            concurrency,
            requests: flags.requests ?? concurrency,
            attempts: flags.attempts,
          },
          report,
          signal,
        );
      }),
    );
}

/** A local model answers one at a time; a server has its own queue. */
function defaultConcurrency(model: ModelRef): number {
  switch (model.kind) {
    case "tracer":
    case "editor":
      return 2;
    case "installed":
    case "file":
      return 1;
    case "server":
    case "endpoint":
      return 4;
  }
}
