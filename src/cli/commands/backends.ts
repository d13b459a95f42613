import { platformName } from "../../base/platformName";
import { bringBackend, findBackend, listBackends } from "../../app/machine/backends";
import type { BackendSource } from "../../app/machine/backends";
import type { Installation } from "../../app/machine/installation";
import { seldom } from "../../base/seldom";
import { removeBackend } from "../../model/llama/backends/backendStore";
import { formatBytes } from "../../base/formatBytes";
import type { BackendEntry } from "../../protocol/schemas/models";
import { PROGRESS_MS, say } from "../output/say";
import type { Output } from "../output/say";

/** What can be downloaded and where to, where bridges lie, and where a command writes. */
export interface BackendContext extends BackendSource, Output {
  readonly installation: Installation;
}

/** `mockloop backends list` */
export async function listBackendsCommand(context: BackendContext): Promise<number> {
  const { dir } = context;
  const backends = await listBackends(context);
  const lines = backends.map(
    (entry) => `${entry.id}  ${entry.title}: ${describeState(entry)}; needs ${entry.needs}`,
  );
  if (lines.length === 0) lines.push(`There is nothing to add for ${platformName()}.`);
  const listed = backends.map(({ id, title, needs, state, bytes }) => {
    return { id, title, needs, state, bytes };
  });
  return say(
    context,
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
  context: BackendContext,
  id: string,
  signal: AbortSignal,
): Promise<number> {
  const { problem, text } = await bringBackend(
    context,
    id,
    seldom(({ file, done, total = done }) => {
      const share = `${formatBytes(done)} of ${formatBytes(total)}`;
      say(context, { type: "progress", file, done, total }, `${file}: ${share}`);
    }, PROGRESS_MS),
    signal,
  );
  return say(context, { type: "installed", id, problem: problem ?? null }, text);
}

/** `mockloop backends remove` */
export async function removeBackendCommand(context: BackendContext, id: string): Promise<number> {
  const backend = findBackend(context, id);
  await removeBackend(context.dir, backend);
  return say(context, { removed: id }, `${backend.title}: removed.`);
}
