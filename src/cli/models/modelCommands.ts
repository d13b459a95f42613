import type { Command } from "commander";
import { openModelLibrary } from "../../app/machine/modelLibrary";
import { listModels, pull, removeModel, useModel, verifyModels } from "./models";
import type { RunCommand } from "../commands/runCommand";

interface Flags {
  readonly json?: boolean;
}

/** Declares `mockloop models …`. */
export function addModelCommands(program: Command, run: RunCommand): void {
  const models = program
    .command("models")
    .description("list, download, check, remove and choose local models");
  const library = openModelLibrary();
  const json = ["--json", "JSON instead of text", false] as const;

  models
    .command("list", { isDefault: true })
    .description("what can be downloaded, and what is installed")
    .option(...json)
    .action((options: Flags) =>
      run(options, (write) => listModels(library, { ...options, write })),
    );

  models
    .command("pull")
    .description("download or import a model; goes on where an earlier call ended")
    .argument(
      "<model>",
      "a name from the list, or a .gguf file by path, https URL or hf:user/repo/file",
    )
    .option("--mmproj <gguf>", "its vision file, named in the same ways")
    .option("--mirror <url...>", "hosts to try before Hugging Face", [])
    .option(...json)
    .action((model: string, options: Flags & { mmproj?: string; mirror: string[] }) =>
      run(options, (write, signal) => pull(library, model, { ...options, write }, signal)),
    );

  models
    .command("verify")
    .description("compare the files of installed models with what was downloaded")
    .argument("[model]", "default: all")
    .option(...json)
    .action((model: string | undefined, options: Flags) =>
      run(options, (write, signal) => verifyModels(library, model, { ...options, write }, signal)),
    );

  models
    .command("remove")
    .description("delete a model, or what there is of its download")
    .argument("<model>")
    .option(...json)
    .action((model: string, options: Flags) =>
      run(options, (write) => removeModel(library, model, { ...options, write })),
    );

  models
    .command("use")
    .description("choose what runs when --model is not given; `tracer` goes back to the tracer")
    .argument("<model>")
    .option(...json)
    .action((model: string, options: Flags) =>
      run(options, (write) => useModel(library, model, { ...options, write })),
    );
}
