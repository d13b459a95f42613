import { isAbort } from "../../../base/async";
import { MockloopError } from "../../../base/errors";
import { lookAtServer } from "../../../model/openai/lookAtServer";
import { PROFILES } from "../../../model/openai/profiles";
import type { ServerMemory } from "../../../model/openai/serverFacts";
import { describeConnectionFailure } from "../../../model/openai/wire/describeServerFailure";
import { ServerClient } from "../../../model/openai/wire/serverClient";
import type { SecretSource } from "../../../model/secretSource";
import type { ModelFailure } from "../../../model/model";
import type { SavedServer } from "../../../protocol/schemas/savedServer";
import type { SeenServer } from "../../../protocol/schemas/questions/servers";

/** Somebody looks at a list meanwhile: what takes longer counts as not there. */
const SOON = { connectMs: 4000, firstMs: 8000 } as const;

/** What a server needs to be asked, beside its own record. */
export interface SeeOptions {
  readonly secrets: SecretSource;
  readonly memory: Pick<ServerMemory, "recall">;
}

/**
 * Asks a server for what it says of itself: which models, whether the one that would be used sees pictures. What is remembered of it
 * counts where it says nothing. @throws AbortError.
 */
export async function seeServer(
  server: SavedServer,
  { secrets, memory }: SeeOptions,
  signal: AbortSignal,
): Promise<SeenServer> {
  const { url, key } = server;
  if (!URL.canParse(url))
    return { type: "failure", state: "refused", message: `${url} is no address of a server.` };
  const { host } = new URL(url);
  const client = new ServerClient({
    ...server,
    findKey: key && (() => secrets.find(key)),
    timeouts: SOON,
  });
  try {
    const look = await lookAtServer(client, server, signal);
    if ("code" in look) return refused(look);
    const { unlisted, family, model, models, contextTokens } = look;
    if (unlisted && (unlisted.retryable || model === ""))
      return unlisted.retryable ? unreachable(unlisted) : refused(unlisted);
    const known = await memory.recall(url, model);
    const vision = look.vision ?? known?.vision;
    return {
      ...{ type: "seen", family, title: PROFILES[family].title, model, models: [...models] },
      ...(contextTokens !== undefined && { contextTokens }),
      ...(vision !== undefined && { vision }),
    };
  } catch (error) {
    if (isAbort(error)) throw error;
    const failure = describeConnectionFailure(error, host);
    const told = { ...failure, message: client.withoutKey(failure.message) };
    // Without its key it was not asked.
    return error instanceof MockloopError ? refused(told) : unreachable(told);
  } finally {
    await client.close();
  }
}

const unreachable = ({ message }: ModelFailure): SeenServer => ({
  ...{ type: "failure", state: "unreachable", message },
});

const refused = ({ message }: ModelFailure): SeenServer => ({
  ...{ type: "failure", state: "refused", message },
});
