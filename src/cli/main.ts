import { Command } from "commander";
import { createSession } from "../app/session/createSession";
import { loadPolicies } from "../app/machine/permissions/policyFile";
import type { Session } from "../run/session";
import { isAbort } from "../base/async";
import { visibleLines, visibleText } from "../base/text/visibleText";
import { ownIdentity } from "../base/processIdentity";
import { addBenchModelCommand } from "./batch/benchModelCommand";
import { addMergeCommand } from "./batch/mergeCommand";
import { addBackendCommands } from "./models/backendCommands";
import { addDoctorCommand } from "./commands/doctorCommand";
import { addQueueCommands } from "./batch/queueCommands";
import { describeThrown } from "./output/describeRemedy";
import { EXIT } from "./output/exitCodes";
import { compare } from "./commands/compare";
import { addGenerateCommand } from "./commands/generateCommand";
import { addInspectCommand } from "./commands/inspectCommand";
import { addModelCommands } from "./models/modelCommands";
import { addResumeCommand } from "./commands/resumeCommand";
import type { RunCommand, SessionCommand } from "./commands/runCommand";
import { addView, VIEW } from "./flags/viewFlags";
import type { ViewFlag } from "./flags/viewFlags";
import { addMcpCommand } from "./mcp/mcpCommand";
import { addProjectCommand } from "./project/projectCommand";
import { addComponentsCommand } from "./project/scanCommand";
import { addTidyCommand } from "./commands/tidyCommand";
import { numberIn, parseScale } from "./flags/parseOptions";
import { MASK } from "./input/readParts";
import { addVerifyRunCommand } from "./commands/verifyRunCommand";
import { addServerCommands } from "./servers/serverCommands";
import { createTerminalAsk } from "./output/askOnTerminal";
import { createJsonReporter, createTextReporter } from "./output/reporter";
import type { Reporter } from "./output/reporter";
import { watchOutput } from "./output/watchOutput";

interface CommonOptions {
  readonly browser?: string;
  readonly policy?: string;
  readonly steer?: boolean;
  readonly json?: boolean;
  readonly allowHost?: readonly string[];
}

function createProgram(): Command {
  const program = new Command("mockloop");
  program
    .description(
      "Turns a mockup image into UI code and keeps going until the render looks like it.",
    )
    .option("--browser <path>", "the Chrome, Chromium or Edge to render with (default: search)")
    .option("--policy <json>", "a file that says what models may do")
    .configureOutput({ writeErr: warn })
    .showHelpAfterError("(mockloop --help says more)");

  const runInSession: SessionCommand = (options, command) => run(program, options, command);
  addGenerateCommand(program, runInSession);
  addResumeCommand(program, runInSession);
  addMergeCommand(program, runInSession);
  addBenchModelCommand(program, runInSession);
  addMcpCommand(program, runInSession);

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

  addInspectCommand(program, (options, command) =>
    run(program, options, (session, _report, signal) =>
      command(session, { write: print, warn }, signal),
    ),
  );

  const runPlain: RunCommand = (options, command) =>
    run(program, options, (_session, _report, signal) => command(print, signal));
  addProjectCommand(program, runPlain);
  addComponentsCommand(program, runPlain, warn);
  addDoctorCommand(program, runPlain, () => browserOf(program));
  addModelCommands(program, runPlain);
  addQueueCommands(program, runPlain, runInSession);
  addBackendCommands(program, runPlain);
  addServerCommands(program, runPlain);
  addVerifyRunCommand(program, runPlain);
  return program;
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

/** A session of the command line. Without a terminal nobody is asked. @throws MockloopError BAD_OPTION for a wrong policy. */
async function openSession(program: Command, { allowHost }: CommonOptions): Promise<Session> {
  const canAsk = process.stdin.isTTY && process.stderr.isTTY;
  return createSession({
    browserPath: browserOf(program),
    policy: await loadPolicies(program.opts<CommonOptions>().policy),
    ...(allowHost && { allowedHosts: allowHost }),
    ...(canAsk && { ask: createTerminalAsk(process.stdin, process.stderr) }),
  });
}

/** Names, paths and what pages say are not written by us. */
const print = (text: string): void => void process.stdout.write(visibleText(text));
const warn = (text: string): void => void process.stderr.write(visibleText(text));

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
  let session: Session | undefined;
  const report = options.json
    ? createJsonReporter(print)
    : createTextReporter({
        write: (text) => void process.stdout.write(text),
        // A status line would overwrite what somebody types.
        live: process.stdout.isTTY && options.steer !== true,
        columns: process.stdout.columns ?? 80,
      });
  try {
    session = await openSession(program, options);
    process.exitCode = await command(session, report, controller.signal);
  } catch (error) {
    process.exitCode = isAbort(error) ? EXIT.aborted : EXIT.error;
    if (!isAbort(error)) warn(`Error: ${visibleLines(describeThrown(error))}\n`);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await session?.dispose();
  }
}

await createProgram().parseAsync();
