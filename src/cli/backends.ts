import { describeError, MockloopError } from "../base/errors";
import { nullLogger } from "../base/logger";
import { addBackend } from "../model/llama/backends/addBackend";
import type { Backend } from "../model/llama/backends/backendCatalog";
import { backendsFor } from "../model/llama/backends/backendCatalog";
import { backendState, removeBackend } from "../model/llama/backends/backendStore";
import type { BackendState } from "../model/llama/backends/backendStore";
import { formatBytes } from "../model/llama/estimateMemory";
import { findBridges, platformName } from "../model/llama/findBridges";
import { ModelHostProcess } from "../model/llama/modelHostProcess";
import { EXIT } from "./exitCodes";

/** Where backends are kept, where bridges lie, and where a command writes. */
export interface BackendContext {
  readonly dir: string;
  readonly nativeDirs: readonly string[];
  readonly hostEntry: string;
  readonly json?: boolean;
  readonly write: (text: string) => void;
}

/** How often a download tells how far it is. */
const PROGRESS_MS = 2000;

/** `mockloop backends list` */
export async function listBackends(context: BackendContext): Promise<number> {
  const { dir } = context;
  const backends = await Promise.all(
    backendsFor(platformName()).map(async (backend) => ({
      backend,
      state: await backendState(dir, backend),
      bytes: backend.packages.reduce((total, { bytes }) => total + bytes, 0),
    })),
  );
  const lines = backends.map(
    ({ backend: { id, title, needs }, state, bytes }) =>
      `${id}  ${title}: ${describeState(state, bytes)}; needs ${needs}`,
  );
  if (lines.length === 0) lines.push(`There is nothing to add for ${platformName()}.`);
  const listed = backends.map(({ backend: { id, title, needs }, state, bytes }) => {
    return { id, title, needs, state, bytes };
  });
  return say(
    context,
    { dir, backends: listed },
    [...lines, `They are kept in ${dir}. What needs no download is part of Mockloop.`].join("\n"),
  );
}

function describeState(state: BackendState, bytes: number): string {
  const size = formatBytes(bytes);
  const texts: Record<BackendState, string> = {
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
  registries: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const backend = findBackend(id);
  let toldAt = 0;
  await addBackend(
    {
      backend,
      dir: context.dir,
      nativeDirs: context.nativeDirs,
      registries,
      onProgress: (file, done, total) => {
        const now = performance.now();
        if (now - toldAt < PROGRESS_MS && done !== total) return;
        toldAt = now;
        say(
          context,
          { type: "progress", file, done, total },
          `${file}: ${formatBytes(done)} of ${formatBytes(total)}`,
        );
      },
    },
    signal,
  );
  const problem = await tryBackend(context, backend, signal);
  return say(
    context,
    { type: "installed", id, problem: problem ?? null },
    problem === undefined
      ? `${backend.title}: installed, and it works here.`
      : `${backend.title}: installed, but it cannot be used here yet (${problem}). It needs ${backend.needs}; until then another one is used.`,
  );
}

/** Loads the libraries in a process of their own; resolves with why they are of no use, undefined when they are. */
async function tryBackend(
  { nativeDirs, hostEntry }: BackendContext,
  { id }: Backend,
  signal: AbortSignal,
): Promise<string | undefined> {
  const host = new ModelHostProcess({ entry: hostEntry, logger: nullLogger });
  try {
    return (await host.init(await findBridges(nativeDirs, id), signal)).problems[0];
  } catch (error) {
    if (signal.aborted) throw error;
    return describeError(error);
  } finally {
    await host.dispose();
  }
}

/** `mockloop backends remove` */
export async function removeBackendCommand(context: BackendContext, id: string): Promise<number> {
  const backend = findBackend(id);
  await removeBackend(context.dir, backend);
  return say(context, { removed: id }, `${backend.title}: removed.`);
}

function findBackend(id: string): Backend {
  const known = backendsFor(platformName());
  const found = known.find((backend) => backend.id === id);
  if (found) return found;
  const names = known.map((backend) => backend.id).join(", ");
  throw new MockloopError(
    "BAD_OPTION",
    names === ""
      ? `There is nothing to download for ${platformName()}: what works there is part of Mockloop.`
      : `"${id}" cannot be added; ${names} can.`,
  );
}

function say({ json, write }: BackendContext, value: object, text: string): number {
  write(`${json ? JSON.stringify(value) : text}\n`);
  return EXIT.converged;
}
