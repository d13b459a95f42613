import { bringBackend, findBackend, listBackends } from "../app/backends";
import type { BackendSource } from "../app/backends";
import type { Installation } from "../app/installation";
import { removeBackend } from "../model/llama/backends/backendStore";
import { formatBytes } from "../model/llama/estimateMemory";
import { platformName } from "../model/llama/findBridges";
import type { BackendEntry } from "../protocol/modelsProtocol";
import { EXIT } from "./exitCodes";

/** What can be downloaded and where to, where bridges lie, and where a command writes. */
export interface BackendContext extends BackendSource {
  readonly installation: Installation;
  readonly json?: boolean;
  readonly write: (text: string) => void;
}

/** How often a download tells how far it is. */
const PROGRESS_MS = 2000;

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
  let toldAt = 0;
  const { problem, text } = await bringBackend(
    context,
    id,
    ({ file, done, total = done }) => {
      const now = performance.now();
      if (now - toldAt < PROGRESS_MS && done !== total) return;
      toldAt = now;
      const share = `${formatBytes(done)} of ${formatBytes(total)}`;
      say(context, { type: "progress", file, done, total }, `${file}: ${share}`);
    },
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

function say({ json, write }: BackendContext, value: object, text: string): number {
  write(`${json ? JSON.stringify(value) : text}\n`);
  return EXIT.converged;
}
