import type { Command } from "commander";
import manifest from "../../../package.json";
import { openModelLibrary } from "../../app/machine/modelLibrary";
import { mcpPolicy } from "../../app/mcp/serveMcp";
import { newMcpJournal, pruneMcpJournals } from "../../app/mcp/mcpJournals";
import { serveStdio } from "../../app/mcp/serveStdio";
import { AllowedFolders } from "../../pages/allowedFolders";
import { TRACER_NAME } from "../../protocol/modelRef";
import type { SessionCommand } from "../commands/runCommand";
import { chooseModel } from "../flags/chooseModel";
import { addServerFlags, readServerFlags } from "../flags/serverFlags";
import type { ServerFlags } from "../flags/serverFlags";
import { describeThrown } from "../output/describeRemedy";
import { EXIT } from "../output/exitCodes";

interface McpFlags extends ServerFlags {
  readonly model?: string;
  readonly mmproj?: string;
  readonly allowWrite: boolean;
}

/** `mockloop mcp`: the page tools for other programs, over standard input and output, until the client closes them. */
export function addMcpCommand(program: Command, run: SessionCommand): void {
  const command = program
    .command("mcp")
    .description("serve the measuring tools to other agents (Model Context Protocol, stdio)")
    .argument("[folder...]", "what may be read and written (default: the current folder)")
    .option(
      "--model <model>",
      `what generate_from_mockup writes with: ${TRACER_NAME}, an installed model, server:NAME, or a .gguf file (default: the one in use)`,
    )
    .option("--mmproj <gguf>", "the vision file that belongs to a .gguf file")
    .option("--allow-write", "let generate_from_mockup write without asking each time", false);
  addServerFlags(command).action((folders: string[], options: McpFlags) => {
    const { allowHost } = options;
    return run({ ...(allowHost && { allowHost }) }, async (session, _report, signal) => {
      const [first = ".", ...others] = folders;
      // No client waits for it, and that it fails keeps nobody from serving.
      pruneMcpJournals().catch(() => undefined);
      await serveStdio(
        {
          session,
          folders: await AllowedFolders.open([first, ...others]),
          model: await chooseModel(options, openModelLibrary()),
          ...readServerFlags(options),
          version: manifest.version,
          policy: mcpPolicy(options.allowWrite),
          journalDir: newMcpJournal(),
          describeThrown,
        },
        signal,
      );
      return EXIT.converged;
    });
  });
}
