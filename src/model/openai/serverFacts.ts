import * as Type from "typebox";
import { unknownOr, type Shape } from "../../base/schema";
import { serverFamilySchema } from "../../protocol/schemas/savedServer";

/** What was found out of a model behind a server, and is remembered for the next time. */
export const serverFactsSchema = Type.Object({
  url: Type.String(),
  model: Type.String(),
  family: serverFamilySchema,
  /** Undefined: nobody said. */
  contextTokens: unknownOr(Type.Number()),
  vision: unknownOr(Type.Boolean()),
  /** Whether it calls tools by the protocol; false: it is told of them in the prompt. */
  tools: unknownOr(Type.Boolean()),
  /** Whether it takes pictures in tool messages. */
  toolImages: unknownOr(Type.Boolean()),
});
export type ServerFacts = Shape<typeof serverFactsSchema>;

/** PORT. Remembers {@link ServerFacts} per address and model. What cannot be read or kept is forgotten without an error. */
export interface ServerMemory {
  recall(url: string, model: string): Promise<ServerFacts | undefined>;
  remember(facts: ServerFacts): Promise<void>;
}
