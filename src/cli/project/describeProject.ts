import { join, resolve } from "node:path";
import { MockloopError } from "../../base/errors";
import { isAbort } from "../../base/async";
import { Folder } from "../../files/folder";
import { detectProject } from "../../project/detect/detectProject";
import { suggestTarget, type ProjectFacts } from "../../project/detect/projectFacts";
import { findTarget, type TargetId } from "../../project/target";
import { EXIT } from "../output/exitCodes";

/** `mockloop project`: what the project in `folder` is made of, and the target that fits it. @throws MockloopError BAD_OPTION. */
export async function describeProject(
  folder: string,
  json: boolean,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const facts = await detect(folder, signal);
  const target = suggestTarget(facts);
  if (json)
    write(`${JSON.stringify({ type: "project", folder: resolve(folder), target, ...facts })}\n`);
  else write(describe(folder, facts, target));
  return EXIT.converged;
}

async function detect(folder: string, signal: AbortSignal): Promise<ProjectFacts> {
  try {
    return await detectProject(await Folder.open(resolve(folder)), signal);
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new MockloopError("BAD_OPTION", `${folder} is no folder that can be read.`, { cause });
  }
}

function describe(folder: string, facts: ProjectFacts, target: TargetId): string {
  const { framework, hasTypeScript, tailwind, aliases, components } = facts;
  const sheet = tailwind?.stylesheet === undefined ? "" : ` (${tailwind.stylesheet})`;
  const rows: (readonly [name: string, value: string | undefined])[] = [
    ["Framework", framework && (findTarget(framework)?.title ?? framework)],
    ["TypeScript", hasTypeScript ? "yes" : undefined],
    ["Tailwind", tailwind && `${tailwind.version}${sheet}`],
    ["CSS modules", facts.hasCssModules ? "yes" : undefined],
    ["Components", components],
    ["Aliases", aliases.map(({ prefix, folder }) => `${prefix} is ${folder}`).join(", ")],
    ["Formatter", facts.formatter],
    ["Linter", facts.linter],
  ];
  const path = join(folder, components ?? "", "NAME");
  const place = path.includes(" ") ? `"${path}"` : path;
  return [
    ...rows.map(
      ([name, value]) => `${name.padEnd(12)} ${value === "" ? "none" : (value ?? "none")}`,
    ),
    ...(facts.isWhole
      ? []
      : ["Not all files were looked at: there are too many, or rules for Git take too long."]),
    `The target that fits: mockloop generate MOCKUP --target ${target} --out ${place}`,
    "",
  ].join("\n");
}
