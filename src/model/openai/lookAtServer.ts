import type { ServerFamily } from "../../protocol/schemas/savedServer";
import { describeStatus } from "./wire/describeServerFailure";
import type { ModelFailure } from "../model";
import { familyOfUrl } from "./profiles";
import { readErrorBody } from "./wire/readChunk";
import { apiUrl, ownUrl } from "./wire/serverAddress";
import { readBody } from "./wire/serverClient";
import type { ServerClient } from "./wire/serverClient";

/** What a server says of a model without being made to answer. */
export interface ServerLook {
  readonly family: ServerFamily;
  /** The model's name; "" when none was asked for and the server lists none. */
  readonly model: string;
  /** All that it lists; empty when it keeps no list. */
  readonly models: readonly string[];
  /** Why it shows no list of models; undefined: it does. Servers that keep none work all the same when the model is named. */
  readonly unlisted: ModelFailure | undefined;
  readonly contextTokens: number | undefined;
  readonly vision: boolean | undefined;
  readonly tools: boolean | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a server's list of models, and what it has of its own beside it: llama-server's `/props`, Ollama's `/api/show` and `/api/ps`, LM
 * Studio's `/api/v0/models`.
 *
 * @param model "": the first that it lists. @returns a failure when it refuses the key. @throws what the connection does.
 */
export async function lookAtServer(
  client: ServerClient,
  asked: {
    readonly url: string;
    readonly model: string;
    readonly family?: ServerFamily | undefined;
  },
  signal: AbortSignal,
): Promise<ServerLook | ModelFailure> {
  const { url } = asked;
  const { host } = new URL(url);
  const list = await getJson(client, apiUrl(url, "models"), signal);
  if (list.status === 401 || list.status === 403) return list.failure(host);
  const entries = entriesOf(list.json);
  const entry =
    entries.find(({ id }) => id === asked.model) ?? (asked.model === "" ? entries[0] : undefined);
  const model = asked.model === "" ? text(entry?.["id"]) : asked.model;
  const family = asked.family ?? familyOf(url, entries);
  const own = await lookBeside(client, family, url, model, signal);
  const listed = entry ?? {};
  return {
    family,
    model,
    models: entries.map(({ id }) => text(id)),
    unlisted: list.json === undefined ? list.failure(host) : undefined,
    contextTokens: own.contextTokens ?? contextOf(listed),
    vision: own.vision ?? visionOf(listed, list.json, model),
    tools: own.tools ?? toolsOf(listed),
  };
}

/** Who lists a model says who it is: "owned_by" of llama-server, vLLM and SGLang, "library" of Ollama. */
function familyOf(url: string, entries: readonly Fields[]): ServerFamily {
  const owners: Readonly<Record<string, ServerFamily>> = {
    llamacpp: "llama-server",
    vllm: "vllm",
    sglang: "sglang",
    library: "ollama",
  };
  const told = owners[text(entries[0]?.["owned_by"])];
  return told ?? familyOfUrl(url) ?? "plain";
}

/** vLLM and SGLang, llama-server, OpenRouter, LM Studio, Novita: each names it in another way. */
function contextOf(entry: Fields): number | undefined {
  const meta = asObject(entry["meta"]) ?? {};
  const found = [
    ...[entry["max_model_len"], meta["n_ctx"], entry["loaded_context_length"]],
    ...[entry["context_length"], entry["max_context_length"], entry["context_size"]],
  ].find((value) => typeof value === "number" && value > 0);
  return typeof found === "number" ? found : undefined;
}

function visionOf(entry: Fields, list: unknown, model: string): boolean | undefined {
  const inputs = asObject(entry["architecture"])?.["input_modalities"] ?? entry["input_modalities"];
  if (Array.isArray(inputs)) return inputs.includes("image");
  // llama-server lists the same models once more, in Ollama's form.
  const more = asArray(asObject(list)?.["models"]).map(asObject);
  const capabilities = more.find((one) => one?.["name"] === model)?.["capabilities"];
  return Array.isArray(capabilities) ? capabilities.includes("multimodal") : undefined;
}

function toolsOf(entry: Fields): boolean | undefined {
  const { supported_parameters: parameters, features } = entry;
  if (Array.isArray(parameters)) return parameters.includes("tools");
  return Array.isArray(features) ? features.includes("function-calling") : undefined;
}

type Own = Partial<Pick<ServerLook, "contextTokens" | "vision" | "tools">>;

async function lookBeside(
  client: ServerClient,
  family: ServerFamily,
  url: string,
  model: string,
  signal: AbortSignal,
): Promise<Own> {
  switch (family) {
    case "llama-server": {
      const props = asObject((await getJson(client, ownUrl(url, "props"), signal)).json);
      const slot = asObject(props?.["default_generation_settings"]);
      const vision = asObject(props?.["modalities"])?.["vision"];
      return {
        contextTokens: numberOr(slot?.["n_ctx"]),
        vision: typeof vision === "boolean" ? vision : undefined,
      };
    }
    case "ollama": {
      const shown = await getJson(client, ownUrl(url, "api/show"), signal, { model });
      const capabilities = asArray(asObject(shown.json)?.["capabilities"]);
      const running = asArray(
        asObject((await getJson(client, ownUrl(url, "api/ps"), signal)).json)?.["models"],
      ).map(asObject);
      const loaded = running.find((one) => one?.["name"] === model || one?.["model"] === model);
      const known = capabilities.length > 0;
      return {
        contextTokens: numberOr(loaded?.["context_length"]),
        vision: known ? capabilities.includes("vision") : undefined,
        tools: known ? capabilities.includes("tools") : undefined,
      };
    }
    case "lm-studio": {
      const list = entriesOf((await getJson(client, ownUrl(url, "api/v0/models"), signal)).json);
      const entry = list.find(({ id }) => id === model);
      const { type } = entry ?? {};
      return {
        contextTokens: entry && contextOf(entry),
        vision: type === undefined ? undefined : type === "vlm",
      };
    }
    default:
      return {};
  }
}

interface Got {
  readonly status: number;
  /** Undefined: no JSON came. */
  readonly json: unknown;
  readonly failure: (host: string) => ModelFailure;
}

function getJson(
  client: ServerClient,
  url: string,
  signal: AbortSignal,
  body?: unknown,
): Promise<Got> {
  return client.send(
    url,
    body,
    async (reply) => {
      const words = await readBody(reply);
      return {
        status: reply.status,
        json: reply.status === 200 ? parse(words) : undefined,
        failure: (host: string) =>
          reply.status === 200
            ? notListed(host)
            : describeStatus(
                reply.status,
                readErrorBody(client.withoutKey(words)),
                host,
                undefined,
              ),
      };
    },
    signal,
  );
}

const notListed = (host: string): ModelFailure => ({
  code: "unavailable",
  message: `${host} answers, but not with a list of models. Check the address, which often ends with /v1.`,
  retryable: false,
});

function entriesOf(list: unknown): readonly Fields[] {
  const data = Array.isArray(list) ? list : asArray(asObject(list)?.["data"]);
  return data.flatMap((entry) => {
    const fields = asObject(entry);
    return fields && typeof fields["id"] === "string" ? [fields] : [];
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const numberOr = (value: unknown): number | undefined =>
  typeof value === "number" && value > 0 ? value : undefined;
const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const asObject = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
