import { platformName } from "../../base/text/platformName";
import { seldom } from "../../base/seldom";
import type { Backends } from "../../model/modelLibrary";
import { formatBytes } from "../../base/text/formatBytes";
import type { BackendEntry } from "../../protocol/schemas/models";
import { PROGRESS_MS, say } from "../output/say";
import type { Output } from "../output/say";

/** `mockloop backends list` */
export async function listBackendsCommand(backends: Backends, output: Output): Promise<number> {
  const { dir } = backends;
  const entries = await backends.list();
  const lines = entries.map(
    (entry) => `${entry.id}  ${entry.title}: ${describeState(entry)}; needs ${entry.needs}`,
  );
  if (lines.length === 0) lines.push(`There is nothing to add for ${platformName()}.`);
  const listed = entries.map(({ id, title, needs, state, bytes }) => {
    return { id, title, needs, state, bytes };
  });
  return say(
    output,
    { dir, backends: listed },
    [...lines, `They are kept in ${dir}. What needs no download is part of Mockloop.`].join("\n"),
  );
}

function describeState({ state, bytes }: BackendEntry): string {
  const size = formatBytes(bytes);
  const texts: Record<BackendEntry["state"], string> = {
    installed: "installed",
    "other version": `installed for another version of Mockloop; add it again (${size})`,
    partial: `partly downloaded (${size} in all)`,
    absent: `not installed, ${size} to download`,
  };
  return texts[state];
}

/** `mockloop backends add`: exit code 0 also when the libraries cannot be used here; what they lack is told. */
export async function addBackendCommand(
  backends: Backends,
  output: Output,
  id: string,
  signal: AbortSignal,
): Promise<number> {
  const { problem, text } = await backends.add(
    id,
    seldom(({ file, done, total = done }) => {
      const share = `${formatBytes(done)} of ${formatBytes(total)}`;
      say(output, { type: "progress", file, done, total }, `${file}: ${share}`);
    }, PROGRESS_MS),
    signal,
  );
  return say(output, { type: "installed", id, problem: problem ?? null }, text);
}

/** `mockloop backends remove` */
export async function removeBackendCommand(
  backends: Backends,
  output: Output,
  id: string,
): Promise<number> {
  const title = await backends.remove(id);
  return say(output, { removed: id }, `${title}: removed.`);
}
