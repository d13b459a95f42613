import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { RequestTemplate } from "../../batch/task";
import { DEFAULT_STOP_OPTIONS } from "../../converge/stopPolicy";
import { COMPONENTS_FILE } from "../../project/components/componentsFile";
import { TARGET_IDS } from "../../project/target";
import { TRACER_NAME } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import { addLimitFlags, readLimitFlags } from "./limitFlags";
import type { LimitFlags } from "./limitFlags";
import { addLocalModelFlags, readLocalModelFlags } from "./localModelFlags";
import type { LocalModelFlags } from "./localModelFlags";
import { parseScale, parseSize } from "./parseOptions";

/** What may be asked of runs, whichever their mockups are. */
export interface RequestFlags extends LimitFlags, LocalModelFlags {
  readonly model?: string;
  readonly mmproj?: string;
  readonly target: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly scale?: number;
  readonly instruction?: string;
  readonly project?: string;
  readonly projectFiles?: readonly string[];
  readonly components?: string;
  readonly reuse?: boolean;
}

/** What is meant by a project whose files nobody chose: code, styles and tokens. */
const PROJECT_FILES = ["**/*.{css,scss,sass,less,html,js,jsx,ts,tsx,mjs,vue,svelte,json,md}"];

const INSTRUCTION = "what to change or to mind, in words (the tracer cannot follow words)";

/** Declares `--instruction`. */
export function addInstructionFlag(command: Command): Command {
  return command.option("--instruction <text>", INSTRUCTION);
}

/** Declares them all. */
export function addRequestFlags(command: Command): Command {
  return addWorkFlags(
    command.option(
      "--model <model>",
      `${TRACER_NAME}, an installed model, a .gguf file, or server:NAME (default: the one in use)`,
    ),
  );
}

/** Declares all but `--model`. */
export function addWorkFlags(command: Command): Command {
  command
    .option("--mmproj <gguf>", "the vision file that belongs to a .gguf file")
    .option("--target <id>", `the kind of code: ${TARGET_IDS.join(", ")}`, "html")
    .option("--viewport <WxH>", "CSS size of the viewport the mockup shows", parseSize)
    .option(
      "--scale <n>",
      "device scale factor (default: from @2x in the name, else inferred)",
      parseScale,
    )
    .option(
      "--project <dir>",
      "a folder of yours whose files the model may ask to read; you are asked first",
    )
    .option(
      "--project-files <glob>",
      "which of them (may be given again; default: code, styles and tokens)",
      (glob: string, before: readonly string[] | undefined) => [...(before ?? []), glob],
    )
    .option(
      "--components <json>",
      `a components file; the page is made of them (default: ${COMPONENTS_FILE} in the folder of --project)`,
    )
    .option("--no-reuse", "make the page of its own components only");
  return addLocalModelFlags(addLimitFlags(addInstructionFlag(command)));
}

/** What the flags ask of each run that `model` does. */
export function readRequestFlags(flags: RequestFlags, model: ModelRef): RequestTemplate {
  const { target, viewport, scale, instruction, project } = flags;
  const { projectFiles = PROJECT_FILES } = flags;
  const components = componentsFile(flags);
  return {
    model,
    target,
    maxIterations: DEFAULT_STOP_OPTIONS.maxIterations,
    ...readLimitFlags(flags),
    ...readLocalModelFlags(flags),
    ...(viewport && { viewport }),
    ...(scale !== undefined && { deviceScaleFactor: scale }),
    ...(instruction !== undefined && { instruction }),
    ...(project !== undefined && {
      project: { folder: resolve(project), files: [...projectFiles] },
    }),
    ...(components !== undefined && { components }),
  };
}

/** The components file that is meant: the one that is named, or the project's own if it has one. */
function componentsFile({ components, project, reuse }: RequestFlags): string | undefined {
  if (reuse === false) return undefined;
  if (components !== undefined) return resolve(components);
  const own = project === undefined ? undefined : join(resolve(project), COMPONENTS_FILE);
  return own !== undefined && existsSync(own) ? own : undefined;
}
