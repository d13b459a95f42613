import type { ModelChoice, ModelLibrary } from "../../model/modelLibrary";
import { parseModelRef } from "../../protocol/modelRef";
import { seldom } from "../../base/seldom";
import { MockloopError } from "../../base/errors";
import { formatBytes } from "../../base/text/formatBytes";

import { EXIT } from "../output/exitCodes";
import { PROGRESS_MS, say } from "../output/say";
import type { Output } from "../output/say";

/** `mockloop models list` */
export async function listModels(library: ModelLibrary, output: Output): Promise<number> {
  const choices = await library.list();
  if (output.json) return say(output, { dir: library.dir, models: choices }, "");
  const active = choices.some((choice) => choice.active);
  return say(
    output,
    {},
    [
      `${active ? " " : "*"} tracer  embedded; needs no download`,
      ...choices.map(describeChoice),
      `* is what runs when --model is not given. Models are kept in ${library.dir}.`,
    ].join("\n"),
  );
}

function describeChoice(choice: ModelChoice): string {
  const size = (bytes: number | undefined): string =>
    bytes === undefined ? "size unknown" : formatBytes(bytes);
  const states: Record<ModelChoice["state"], string> = {
    installed: `installed, ${size(choice.bytes)}`,
    partial: `${size(choice.partialBytes)}${choice.bytes === undefined ? "" : ` of ${size(choice.bytes)}`} downloaded`,
    absent: `not installed, ${size(choice.bytes)} to download`,
  };
  const memory =
    choice.memoryBytes === undefined ? "" : `, ${formatBytes(choice.memoryBytes)} of memory`;
  return [
    `${choice.active ? "*" : " "} ${choice.id}  ${choice.title} (${choice.licence}): ${states[choice.state]}${memory}`,
    ...(choice.note ? [`    ${choice.note}`] : []),
  ].join("\n");
}

/** `mockloop models pull` */
export async function pull(
  library: ModelLibrary,
  spec: string,
  output: Output & { readonly mmproj?: string; readonly mirror: readonly string[] },
  signal: AbortSignal,
): Promise<number> {
  const model = await library.pull(
    { spec, mmproj: output.mmproj, mirrors: output.mirror },
    seldom(({ file, done, total }) => {
      const of = total === undefined ? "" : ` of ${formatBytes(total)}`;
      say(
        output,
        { type: "progress", file, done, total: total ?? null },
        `${file}: ${formatBytes(done)}${of}`,
      );
    }, PROGRESS_MS),
    signal,
  );
  return say(
    output,
    { type: "installed", model },
    `${model.title} is installed${model.mmproj ? "" : ", without vision"}. \`mockloop models use ${model.id}\` makes it the one that runs.`,
  );
}

/** `mockloop models verify`: exit code 1 when a file is not what it was. */
export async function verifyModels(
  library: ModelLibrary,
  id: string | undefined,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const ids = id === undefined ? (await library.installed()).map((model) => model.id) : [id];
  if (ids.length === 0 && !output.json) return say(output, {}, "No model is installed.");
  let exitCode: number = EXIT.converged;
  for (const one of ids)
    for (const file of await library.verify(one, signal)) {
      if (file.state !== "good") exitCode = EXIT.error;
      const advice =
        file.state === "good"
          ? ""
          : `. Run \`mockloop models remove ${one}\`, then pull the model again.`;
      say(output, { model: one, ...file }, `${file.path}: ${file.state}${advice}`);
    }
  return exitCode;
}

/** `mockloop models remove` */
export async function removeModel(
  library: ModelLibrary,
  id: string,
  output: Output,
): Promise<number> {
  if (!(await library.remove(id)))
    throw new MockloopError(
      "MODEL_UNAVAILABLE",
      `There is nothing of a model "${id}" to remove. \`mockloop models list\` shows what there is.`,
    );
  return say(output, { removed: id }, `${id} is removed.`);
}

/** `mockloop models use` */
export async function useModel(library: ModelLibrary, id: string, output: Output): Promise<number> {
  await library.use(parseModelRef(id).kind === "tracer" ? undefined : id);
  return say(output, { active: id }, `${id} runs when --model is not given.`);
}
