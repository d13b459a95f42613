import type { Logger } from "../../base/logger";
import type { ServerFamily } from "../../protocol/schemas/savedServer";
import type { ServerMemory } from "./serverFacts";
import type { ServerAccess } from "./wire/serverClient";

/** Which model of which server is meant, and what its adapter needs besides. */
export interface OpenaiModelOptions extends ServerAccess {
  /** For people: "glm-4.6v (api.z.ai)". */
  readonly name: string;
  /** What the paths of the API are added to. */
  readonly url: string;
  /** As the server names it; "": the first one that it lists. */
  readonly model: string;
  /** Undefined: found out. */
  readonly family?: ServerFamily | undefined;
  /** Undefined: what the server says. */
  readonly contextTokens?: number | undefined;
  /** Whether pictures are withheld. */
  readonly withoutVision?: boolean | undefined;
  readonly memory: ServerMemory;
  readonly logger: Logger;
}
