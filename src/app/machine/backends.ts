import { platformName } from "../../base/text/platformName";
import { describeError, MockloopError } from "../../base/errors";
import { nullLogger } from "../../base/logger";
import { addBackend as installBackend } from "../../model/llama/backends/addBackend";
import type { Backend } from "../../model/llama/backends/backendCatalog";
import { backendsFor } from "../../model/llama/backends/backendCatalog";
import { backendState, loadedBytes, removeBackend } from "../../model/llama/backends/backendStore";
import { findBridges } from "../../model/llama/bridge/findBridges";
import { prepareBridges } from "../../model/llama/backends/updateBridge";
import { ModelHostProcess } from "../../model/llama/host/modelHostProcess";
import type { BackendEntry, QuestionProgress } from "../../protocol/schemas/models";
import type { AddedBackend, Backends } from "../../model/modelLibrary";
import { findInstallation } from "./installation";
import { backendsFolder } from "./userFolders";
import type { Installation } from "./installation";

/** What can be downloaded for graphics cards, from where, and where to. */
export interface BackendSource {
  readonly dir: string;
  /** Base URLs of npm registries, tried in order. */
  readonly registries: readonly string[];
  readonly catalogue: readonly Backend[];
}

/** That of this machine; npm's own variable names another registry. */
export function findBackendSource(env: NodeJS.ProcessEnv = process.env): BackendSource {
  return {
    dir: backendsFolder(env),
    registries: [env["npm_config_registry"] ?? "https://registry.npmjs.org"],
    catalogue: backendsFor(platformName()),
  };
}

/** The libraries that `source` offers; the bridges for them are those of `installation`. */
export function createBackends(source: BackendSource, installation: Installation): Backends {
  const { dir } = source;
  return {
    dir,
    list: () => listBackends(source),
    add: (id, onProgress, signal) =>
      addBackend(source, installation, findBackend(source, id), onProgress, signal),
    remove: async (id) => {
      const backend = findBackend(source, id);
      await removeBackend(dir, backend);
      return backend.title;
    },
  };
}

/** Those of this machine, from the given registries; undefined: the usual one. */
export function openBackends(registries?: readonly string[]): Backends {
  const source = findBackendSource();
  return createBackends({ ...source, ...(registries && { registries }) }, findInstallation());
}

function listBackends({ dir, catalogue }: BackendSource): Promise<BackendEntry[]> {
  return Promise.all(
    catalogue.map(async (backend) => ({
      ...{ id: backend.id, title: backend.title, libraries: backend.libraries },
      needs: backend.needs,
      state: await backendState(dir, backend),
      bytes: backend.packages.reduce((total, { bytes }) => total + bytes, 0),
      loadedBytes: await loadedBytes(dir, backend),
      unpackedBytes: backend.packages.reduce((total, one) => total + one.unpackedBytes, 0),
    })),
  );
}

/** @throws MockloopError BAD_OPTION when there is no such thing for this platform. */
function findBackend({ catalogue }: BackendSource, id: string): Backend {
  const found = catalogue.find((backend) => backend.id === id);
  if (found) return found;
  const names = catalogue.map((backend) => backend.id).join(", ");
  throw new MockloopError(
    "BAD_OPTION",
    names === ""
      ? `There is nothing to download for ${platformName()}: what works there is part of Mockloop.`
      : `"${id}" cannot be added; ${names} can.`,
  );
}

async function addBackend(
  { dir, registries }: BackendSource,
  installation: Installation,
  backend: Backend,
  onProgress: (progress: QuestionProgress) => void,
  signal: AbortSignal,
): Promise<AddedBackend> {
  const { nativeDirs } = installation;
  await installBackend(
    {
      ...{ backend, dir, nativeDirs, registries },
      onProgress: (file, done, total) => onProgress({ file, done, total }),
    },
    signal,
  );
  const problem = await tryBackend(installation, backend, signal);
  const { title, needs } = backend;
  if (problem === undefined) return { text: `${title}: installed, and it works here.` };
  if (signal.aborted)
    return { problem, text: `${title}: installed; whether it works here was not tried.` };
  return {
    problem,
    text: `${title}: installed, but it cannot be used here yet (${problem}). It needs ${needs}; until then another one is used.`,
  };
}

/** Loads the libraries in a process of their own; resolves with why they are of no use, undefined when they are. */
async function tryBackend(
  { nativeDirs, hostEntry }: Installation,
  { id }: Backend,
  signal: AbortSignal,
): Promise<string | undefined> {
  const host = new ModelHostProcess({ entry: hostEntry, logger: nullLogger });
  try {
    const bridges = await prepareBridges(await findBridges(nativeDirs, id));
    return (await host.init(bridges, signal)).problems[0];
  } catch (error) {
    return signal.aborted ? "not tried" : describeError(error);
  } finally {
    await host.dispose();
  }
}
