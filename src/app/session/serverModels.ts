import { MockloopError } from "../../base/errors";
import type { Logger } from "../../base/logger";
import type { OpenaiModelOptions } from "../../model/openai/modelOptions";
import type { ServerMemory } from "../../model/openai/serverFacts";
import type { Model } from "../../model/model";
import type { SecretSource } from "../../model/secretSource";
import type { ServerBook } from "../../model/serverBook";
import { describeModelRef } from "../../protocol/modelRef";
import type { ServerModelRef } from "../../protocol/modelRef";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import type { SecretRef } from "../../protocol/schemas/secretRef";
import type { AskedModel, ModelFactory } from "../../run/findModel";
import { askForHost } from "./askForHost";

export interface ServerModelsOptions {
  readonly book: Pick<ServerBook, "find">;
  readonly secrets: SecretSource;
  readonly memory: ServerMemory;
  readonly logger: Logger;
  readonly open: (options: OpenaiModelOptions) => Model;
}

/** What is asked of a server's model. */
type AskedServer = Omit<AskedModel, "model"> & { readonly model: ServerModelRef };

/**
 * Finds the models behind servers. Nothing is sent to one before a run opens its model.
 *
 * @throws MockloopError MODEL_UNAVAILABLE: no such saved server; BAD_OPTION: no address.
 */
export function createServerModels(
  options: ServerModelsOptions,
): (asked: AskedServer) => Promise<ModelFactory> {
  return async ({ model, modelKey, hardware }) => {
    const server = await resolveServer(options.book, model);
    const key: SecretRef | undefined = modelKey ?? server.key;
    const opening: OpenaiModelOptions = {
      name: server.model === "" ? server.name : `${server.model} (${server.name})`,
      url: server.url,
      model: server.model,
      family: server.family,
      headers: server.headers,
      keyHeader: server.keyHeader,
      findKey: key && (() => options.secrets.find(key)),
      contextTokens: hardware?.contextTokens ?? server.contextTokens,
      withoutVision: hardware?.vision === "off",
      memory: options.memory,
      logger: options.logger,
    };
    return ({ desk }) => askForHost(options.open(opening), server.url, desk);
  };
}

/** Where a model is, as it was saved or given. @throws as {@link createServerModels}. */
export async function resolveServer(
  book: Pick<ServerBook, "find">,
  ref: ServerModelRef,
): Promise<SavedServer> {
  if (ref.kind === "server") return book.find(ref.name);
  const { url, model, family } = ref;
  const { protocol, host } = URL.canParse(url) ? new URL(url) : { protocol: "", host: "" };
  if (protocol !== "http:" && protocol !== "https:")
    throw new MockloopError(
      "BAD_OPTION",
      `${describeModelRef(ref)} is no address of a server: it begins with http:// or https://.`,
    );
  return { name: host, url, model, ...(family && { family }) };
}
