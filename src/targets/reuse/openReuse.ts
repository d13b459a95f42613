import { basename, dirname } from "node:path";
import { MockloopError } from "../../base/errors";
import { readNamedFile } from "../../files/openPlain";
import { Folder } from "../../files/folder";
import type { PermissionDesk } from "../../policy/permissionDesk";
import { parseComponents } from "../../project/components/componentsFile";
import { readAliases } from "../../project/detect/readAliases";
import { ProjectFiles } from "../../project/files/projectFiles";
import type { Target } from "../../project/target";
import { loadTargetCode } from "../loadTargetCode";
import { loadReuse, type Reuse } from "./loadReuse";

const MAX_BYTES = 1e6;

/**
 * The person's own components that a run may use, by their components file: its folder is the project's. Whoever decides what may be read of
 * a project is asked before a component is.
 *
 * @returns Nothing, and why, where they are not for this target or may not be read.
 * @throws MockloopError BAD_OPTION when there is no such file, or it is another thing; AbortError.
 */
export async function openReuse(
  file: string,
  target: Target,
  desk: PermissionDesk,
  signal: AbortSignal,
): Promise<{ readonly reuse: Reuse | undefined; readonly notices: readonly string[] }> {
  const asked = parseComponents(await readText(file, signal), basename(file));
  if (!target.id.startsWith(asked.framework)) {
    const why = `The components of ${basename(file)} are not used: they are ${asked.framework}'s, and the target is ${target.id}.`;
    return { reuse: undefined, notices: [why] };
  }
  const folder = dirname(file);
  const files = await ProjectFiles.open({ folder, files: ["**"] });
  const code = await loadTargetCode(target.id);
  const aliases = await readAliases(await Folder.open(folder), signal);
  const mayRead = async (paths: readonly string[]): Promise<readonly string[]> => {
    const about = paths.map((path) => ({ path, full: files.pathOf(path) }));
    const call = { tool: "components", effect: "read-project", paths: about } as const;
    const { action, by } = await desk.decide(call, NEVER, signal);
    if (action === "allow") return paths;
    // A rule may be about one of them alone; who was asked has answered for all.
    if (by !== "policy" || paths.length < 2) return [];
    const allowed: string[] = [];
    for (const path of paths) allowed.push(...(await mayRead([path])));
    return allowed;
  };
  return loadReuse({ files, asked, aliases, code, mayRead }, signal);
}

/** What a person is asked at the beginning of a run has all the time that it takes. */
const NEVER = new AbortController().signal;

async function readText(file: string, signal: AbortSignal): Promise<string> {
  try {
    return new TextDecoder().decode(await readNamedFile(file, { maxBytes: MAX_BYTES, signal }));
  } catch (cause) {
    signal.throwIfAborted();
    throw new MockloopError("BAD_OPTION", `There is no components file ${file}.`, { cause });
  }
}
