import { resolve } from "node:path";
import { MockloopError } from "../../base/errors";
import type { ModelLibrary } from "../../model/modelLibrary";
import { parseModelRef, TRACER } from "../../protocol/modelRef";
import type { ModelRef } from "../../protocol/modelRef";
import type { ServerFlags } from "./serverFlags";

/**
 * The model that `--model`, `--url` and `--mmproj` name: without them the installed model in use, else the tracer. Paths are absolute,
 * so that a run can be resumed from elsewhere.
 *
 * @throws MockloopError BAD_OPTION for a vision file without the .gguf file it belongs to, and for what belongs to servers alone.
 */
export async function chooseModel(
  asked: Pick<ServerFlags, "url" | "profile" | "keyEnv" | "keyFile"> & {
    readonly model?: string;
    readonly mmproj?: string;
  },
  library: Pick<ModelLibrary, "active">,
): Promise<ModelRef> {
  const { model, mmproj } = asked;
  const server = chooseServer(asked);
  if (server) return server;
  const named = model === undefined ? undefined : parseModelRef(model, mmproj);
  if (named?.kind === "file")
    return parseModelRef(resolve(named.path), named.mmproj && resolve(named.mmproj));
  if (mmproj !== undefined)
    throw new MockloopError(
      "BAD_OPTION",
      "--mmproj belongs to a model file: give that file as well, as in `--model PATH.gguf --mmproj PATH.gguf`. Installed models know theirs.",
    );
  if (named) return named;
  const active = await library.active();
  return active !== undefined ? { kind: "installed", name: active } : TRACER;
}

/** The server's model that is meant; undefined: none of a server. */
function chooseServer({
  model,
  url,
  profile,
  keyEnv,
  keyFile,
  mmproj,
}: Parameters<typeof chooseModel>[0]): ModelRef | undefined {
  const named = model === undefined ? undefined : parseModelRef(model);
  const isServer = url !== undefined || named?.kind === "server" || named?.kind === "endpoint";
  if (!isServer) {
    if ((profile ?? keyEnv ?? keyFile) === undefined) return undefined;
    throw new MockloopError(
      "BAD_OPTION",
      "--profile, --key-env and --key-file belong to a server: name it with --url, or as in `--model server:NAME`.",
    );
  }
  if (mmproj !== undefined)
    throw new MockloopError(
      "BAD_OPTION",
      "--mmproj is for files of this machine, not for a server.",
    );
  if (url === undefined) {
    if (named?.kind === "endpoint") return { ...named, ...(profile && { family: profile }) };
    return named;
  }
  // With an address, what --model names is the server's model.
  const name = named?.kind === "server" ? named.name : (model ?? "");
  return { kind: "endpoint", url, model: name, ...(profile && { family: profile }) };
}
