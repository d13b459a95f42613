import { resolve } from "node:path";
import type { Command } from "commander";
import { MockloopError } from "../../base/errors";
import { Folder } from "../../files/folder";
import { COMPONENTS_FILE, printComponentsFile } from "../../project/components/componentsFile";
import { detectProject } from "../../project/detect/detectProject";
import { ProjectFiles } from "../../project/files/projectFiles";
import { scanComponents } from "../../targets/scan/scanComponents";
import type { CommandOutput } from "../output/commandOutput";
import type { RunCommand } from "../commands/runCommand";
import { EXIT } from "../output/exitCodes";

interface Flags {
  readonly force: boolean;
  readonly print: boolean;
}

/** Declares `mockloop components`. */
export function addComponentsCommand(
  program: Command,
  run: RunCommand,
  warn: CommandOutput["warn"],
): void {
  program
    .command("components")
    .description("the components of your project that pages can be made of")
    .command("scan")
    .description(`propose them in ${COMPONENTS_FILE}, by reading the project; runs nothing of it`)
    .argument("[folder]", "the project's root", ".")
    .option("--print", "write the proposal to the terminal, and no file", false)
    .option("--force", "replace a components file that is there", false)
    .action((folder: string, flags: Flags) =>
      run({}, (write, signal) => scan(folder, flags, { write, warn }, signal)),
    );
}

/** @throws MockloopError BAD_OPTION where there is no project, or a components file already. */
async function scan(
  folder: string,
  { force, print }: Flags,
  { write, warn }: CommandOutput,
  signal: AbortSignal,
): Promise<number> {
  const path = resolve(folder);
  const files = await ProjectFiles.open({ folder: path, files: ["**"] });
  const root = await Folder.open(path);
  const facts = await detectProject(root, signal);
  const { framework } = facts;
  if (!framework)
    throw new MockloopError("BAD_OPTION", `${folder} is no project of React, Vue or Svelte.`);
  if (!print && !force && (await root.kind(COMPONENTS_FILE)) !== undefined)
    throw new MockloopError(
      "BAD_OPTION",
      `${root.pathOf(COMPONENTS_FILE)} is there already; --force replaces it, --print shows the proposal.`,
    );
  const { found, notices } = await scanComponents(files, { ...facts, framework }, signal);
  for (const notice of notices) warn(`${notice}\n`);
  const text = printComponentsFile(found);
  if (print) {
    write(text);
    return EXIT.converged;
  }
  await root.write(COMPONENTS_FILE, text);
  const used = found.components.filter(({ role }) => role !== undefined);
  write(
    [
      ...used.map(({ name, role, file }) => `${name.padEnd(20)} ${role?.padEnd(14)} ${file}`),
      `${root.pathOf(COMPONENTS_FILE)}: ${found.components.length} components, ${used.length} of them with a role. Look through it before you use it.`,
      "",
    ].join("\n"),
  );
  return EXIT.converged;
}
