import * as Type from "typebox";
import type { Shape } from "../../base/schema";
import { secretRefSchema } from "./secretRef";

/** Kinds of servers that speak OpenAI's protocol, each with ways of its own; "plain": nothing is known. */
export const serverFamilySchema = Type.Enum([
  "llama-server",
  "vllm",
  "sglang",
  "transformers",
  "ollama",
  "lm-studio",
  "z-ai",
  "novita",
  "openrouter",
  "openai",
  "plain",
]);
export type ServerFamily = Shape<typeof serverFamilySchema>;

/** A server that somebody saved under a name. The key is named, never in it. */
export const savedServerSchema = Type.Object({
  /** Letters, digits, ".", "_" and "-": what follows "server:". */
  name: Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$" }),
  /** What the paths of the API are added to: "http://127.0.0.1:8080/v1". */
  url: Type.String(),
  /** As the server names it; "": the first one that it lists. */
  model: Type.String(),
  /** Undefined: told from the address and from what the server says of itself. */
  family: Type.Optional(serverFamilySchema),
  /** Sent with every request. Nothing secret: they are written in plain text. */
  headers: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Where the key is found; undefined: the server asks for none. */
  key: Type.Optional(secretRefSchema),
  /** The header that takes the key as it is; undefined: "Authorization: Bearer KEY". */
  keyHeader: Type.Optional(Type.String()),
  /** Tokens of a request and its answer together; undefined: what the server says, else a careful guess. */
  contextTokens: Type.Optional(Type.Number()),
});
export type SavedServer = Shape<typeof savedServerSchema>;

/** The file with all of them: an array, in the order in which they are listed. */
export const savedServersSchema = Type.Array(savedServerSchema);
