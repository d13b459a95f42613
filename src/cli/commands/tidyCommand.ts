import type { Command } from "commander";
import type { Session } from "../../run/session";
import { numberIn, parseSize } from "../flags/parseOptions";
import { tidy } from "./tidy";

/** Runs a command with a session of its own; its result is the exit code. */
type RunWithSession = (
  options: { readonly json?: boolean },
  command: (
    session: Session,
    write: (text: string) => void,
    signal: AbortSignal,
  ) => Promise<number>,
) => Promise<void>;

interface TidyFlags {
  readonly mockup?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly scale?: number;
  readonly out?: string;
  readonly write: boolean;
  readonly timeBudget?: number;
  readonly json: boolean;
}

export function addTidyCommand(program: Command, run: RunWithSession): void {
  program
    .command("tidy")
    .description("rewrite an HTML page and its styles shorter, without changing how it looks")
    .argument("<page>", "an HTML file; it may use the files in its folder")
    .option("--mockup <image>", "the picture whose size is the page's own (default: 1440x900)")
    .option("--viewport <WxH>", "the page's own size, CSS px", parseSize)
    .option("--scale <n>", "device scale factor", numberIn(0.5, 4))
    .option("--out <dir>", "an empty folder for the tidied page and its files")
    .option("--write", "change the page itself", false)
    .option("--time-budget <s>", "seconds at most (default: 120)", numberIn(1, 3600))
    .option("--json", "one JSON line instead of text", false)
    .action((page: string, options: TidyFlags) =>
      run(options, (session, write, signal) =>
        tidy(
          session,
          page,
          {
            mockup: options.mockup,
            viewport: options.viewport,
            scale: options.scale,
            out: options.out,
            write: options.write,
            timeBudgetMs: options.timeBudget === undefined ? undefined : options.timeBudget * 1000,
            json: options.json,
          },
          write,
          signal,
        ),
      ),
    );
}
