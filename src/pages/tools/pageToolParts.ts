import type { ModelRef } from "../../protocol/modelRef";
import type { Session } from "../../run/session";
import type { AllowedFolders } from "../allowedFolders";

/** What the page tools work with. */
export interface PageToolParts {
  readonly session: Session;
  readonly folders: AllowedFolders;
  /** Writes the code of generate_from_mockup. */
  readonly model: ModelRef;
}
