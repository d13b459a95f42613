import { Command } from "commander";
import { createSession } from "../app/session/createSession";
import type { Session } from "../run/session";
import { isAbort } from "../base/async";
import { ownIdentity } from "../base/processIdentity";
import { openModelLibrary } from "../app/machine/modelLibrary";
import { TRACER_NAME } from "../protocol/modelRef";
import { TARGET_IDS } from "../project/target";
import { addBackendCommands } from "./commands/backendCommands";
import { chooseModel } from "./flags/chooseModel";
import { doctor } from "./commands/doctor";
import { describeThrown } from "./output/describeRemedy";
import { EXIT } from "./output/exitCodes";
import { generate, resume } from "./commands/generate";
import { compare } from "./commands/compare";
import { inspect } from "./commands/inspect";
import { addLimitFlags, readLimitFlags } from "./flags/limitFlags";
import type { LimitFlags } from "./flags/limitFlags";
import { addLocalModelFlags, readLocalModelFlags } from "./flags/localModelFlags";
import type { LocalModelFlags } from "./flags/localModelFlags";
import { addModelCommands } from "./commands/modelCommands";
import type { RunCommand } from "./commands/runCommand";
import { addView } from "./flags/viewFlags";
import type { ViewFlag } from "./flags/viewFlags";
import { addTidyCommand } from "./commands/tidyCommand";
import { integerIn, numberIn, parseScale, parseSize } from "./flags/parseOptions";
import { createTerminalAsk } from "./output/askOnTerminal";
import { createJsonReporter, createTextReporter } from "./output/reporter";
import type { Reporter } from "./output/reporter";
import { watchOutput } from "./output/watchOutput";

const INSTRUCTION = "what to change or to mind, in words (the tracer cannot follow words)";

const MASK = "a JSON file with rectangles of the mockup that are left out of every measurement";
const VIEW = "one more mockup of the page, in a window of that CSS width (may be given again)";
const STEER = "say something to the run on its way: lines on the standard input";

interface CommonOptions {
  readonly browser?: string;
  readonly steer?: boolean;
  readonly json?: boolean;
}

function createProgram(): Command {
  const program = new Command("mockloop");
  program
    .description(
      "Turns a mockup image into UI code and keeps going until the render looks like it.",
    )
    .option("--browser <path>", "the Chrome, Chromium or Edge to render with (default: search)")
    .showHelpAfterError("(mockloop --help says more)");

  addLocalModelFlags(
    addLimitFlags(
      program
        .command("generate")
        .description("write code for one or more mockups")
        .argument("<mockup...>", "PNG, JPEG, WebP, AVIF, GIF, BMP or SVG")
        .option("--out <dir>", "folder for the code (default: mockloop-out/<name>)")
        .option(
          "--model <model>",
          `${TRACER_NAME}, an installed model, or a .gguf file (default: the one in use)`,
        )
        .option("--mmproj <gguf>", "the vision file that belongs to a .gguf file")
        .option("--target <id>", `the kind of code: ${TARGET_IDS.join(", ")}`, "html")
        .option("--viewport <WxH>", "CSS size of the viewport the mockup shows", parseSize)
        .option(
          "--scale <n>",
          "device scale factor (default: from @2x in the name, else inferred)",
          parseScale,
        )
        .option(
          "--concurrency <n>",
          "mockups at a time (default: 2; 1 with a local model)",
          integerIn(1, 16),
        )
        .option("--instruction <text>", INSTRUCTION)
        .option("--mask <json>", MASK)
        .option("--view <[width=]picture>", VIEW, addView)
        .option("--steer", STEER, false)
        .option("--force", "write into a folder that holds other files", false)
        .option("--json", "JSON lines instead of text", false),
    ),
  ).action((mockups: string[], options: GenerateFlags & CommonOptions) =>
    run(program, options, async (session, report, signal) => {
      const model = await chooseModel(options, openModelLibrary());
      return generate(
        session,
        mockups,
        {
          out: options.out,
          model,
          target: options.target,
          viewport: options.viewport,
          scale: options.scale,
          limits: readLimitFlags(options),
          instruction: options.instruction,
          mask: options.mask,
          views: options.view,
          steer: options.steer ? { input: process.stdin, warn } : undefined,
          concurrency: options.concurrency ?? (model.kind === "tracer" ? 2 : 1),
          force: options.force,
          local: readLocalModelFlags(options),
        },
        report,
        signal,
      );
    }),
  );

  addLimitFlags(
    program
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
      .option("--instruction <text>", INSTRUCTION)
      .option("--steer", STEER, false)
      .option("--json", "JSON lines instead of text", false),
  ).action((dir: string, options: ResumeFlags & CommonOptions) =>
    run(program, options, async (session, report, signal) => {
      const { from, model, mmproj, instruction } = options;
      const isChosen = model !== undefined || mmproj !== undefined;
      const changes = {
        ...readLimitFlags(options),
        ...(isChosen && {
          model: await chooseModel(options, openModelLibrary()),
        }),
        ...(instruction !== undefined && { instruction }),
      };
      const steer = options.steer ? { input: process.stdin, warn } : undefined;
      return resume(session, dir, { at: from, changes, steer }, report, signal);
    }),
  );

  program
    .command("compare")
    .description("measure an HTML page against a mockup; exit code 2 when it is not alike enough")
    .argument("<mockup>")
    .argument("<page>", "an HTML file; it may use the files in its folder")
    .option("--diff <png>", "write a picture of the differences")
    .option("--min-fidelity <f>", "fidelity to pass, 0–1", numberIn(0, 1), 0.95)
    .option("--min-code <f>", "how good the code must be to pass, 0–1", numberIn(0, 1))
    .option("--scale <n>", "device scale factor", parseScale)
    .option("--mask <json>", MASK)
    .option("--view <[width=]picture>", VIEW, addView)
    .option("--json", "one JSON line instead of text", false)
    .action((mockup: string, page: string, options: CompareFlags & CommonOptions) =>
      run(program, options, (session, _report, signal) =>
        compare(
          session,
          mockup,
          page,
          {
            json: options.json ?? false,
            diff: options.diff,
            minFidelity: options.minFidelity,
            minCode: options.minCode,
            scale: options.scale,
            mask: options.mask,
            views: options.view,
          },
          { write: print, warn },
          signal,
        ),
      ),
    );

  addTidyCommand(program, (options, command) =>
    run(program, options, (session, _report, signal) => command(session, print, signal)),
  );

  program
    .command("inspect")
    .description("print what can be measured in a mockup without a model")
    .argument("<mockup>")
    .option("--overlay <png>", "draw it over the mockup")
    .option("--scale <n>", "device scale factor", parseScale)
    .option("--json", "JSON instead of text", false)
    .action((mockup: string, options: { overlay?: string; scale?: number } & CommonOptions) =>
      run(program, options, (session, _report, signal) =>
        inspect(
          session,
          mockup,
          { json: options.json ?? false, overlay: options.overlay, scale: options.scale },
          { write: print, warn },
          signal,
        ),
      ),
    );

  program
    .command("doctor")
    .description("say what works on this machine, and what to do about what does not")
    .option("--json", "JSON instead of text", false)
    .action((options: CommonOptions) =>
      run(program, options, (_session, _report, signal) =>
        doctor({ json: options.json ?? false, browserPath: browserOf(program) }, print, signal),
      ),
    );

  const runPlain: RunCommand = (options, command) =>
    run(program, options, (_session, _report, signal) => command(print, signal));
  addModelCommands(program, runPlain);
  addBackendCommands(program, runPlain);
  return program;
}

interface GenerateFlags extends LocalModelFlags, LimitFlags {
  readonly out?: string;
  readonly model?: string;
  readonly mmproj?: string;
  readonly target: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly scale?: number;
  readonly instruction?: string;
  readonly concurrency?: number;
  readonly mask?: string;
  readonly view?: readonly ViewFlag[];
  readonly steer: boolean;
  readonly force: boolean;
}

interface ResumeFlags extends LimitFlags {
  readonly from?: number;
  readonly model?: string;
  readonly mmproj?: string;
  readonly instruction?: string;
  readonly steer: boolean;
}

interface CompareFlags {
  readonly diff?: string;
  readonly minFidelity: number;
  readonly minCode?: number;
  readonly scale?: number;
  readonly mask?: string;
  readonly view?: readonly ViewFlag[];
}

const browserOf = (program: Command): string | undefined => program.opts<CommonOptions>().browser;

const print = (text: string): void => void process.stdout.write(text);
const warn = (text: string): void => void process.stderr.write(text);

/** Runs a command with a session of its own; Ctrl+C aborts it once, a second time kills it. */
async function run(
  program: Command,
  options: CommonOptions,
  command: (session: Session, report: Reporter, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.aborted);
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  watchOutput(() => controller.abort());
  void ownIdentity(); // takes a process on some systems; a run's lock wants it
  const canAsk = process.stdin.isTTY && process.stderr.isTTY;
  const session = createSession({
    browserPath: browserOf(program),
    ...(canAsk && { ask: createTerminalAsk(process.stdin, process.stderr) }),
  });
  const report = options.json
    ? createJsonReporter(print)
    : createTextReporter({
        write: print,
        // A status line would overwrite what somebody types.
        live: process.stdout.isTTY && options.steer !== true,
        columns: process.stdout.columns ?? 80,
      });
  try {
    process.exitCode = await command(session, report, controller.signal);
  } catch (error) {
    process.exitCode = isAbort(error) ? EXIT.aborted : EXIT.error;
    if (!isAbort(error)) process.stderr.write(`Error: ${describeThrown(error)}\n`);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await session.dispose();
  }
}

await createProgram().parseAsync();
