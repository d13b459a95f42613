import type { ModelRef } from "../../protocol/modelRef";
import type { SecretRef } from "../../protocol/schemas/secretRef";
import type { Session } from "../../run/session";
import type { AllowedFolders } from "../allowedFolders";

/** What the page tools work with. */
export interface PageToolParts {
  readonly session: Session;
  readonly folders: AllowedFolders;
  /** Writes the code of generate_from_mockup. */
  readonly model: ModelRef;
  /** Where the key is found that the model asks for; undefined: it asks for none, or its saved server says where. */
  readonly modelKey?: SecretRef | undefined;
}
