import type { Secret } from "./secret";
import type { SecretRef } from "../protocol/schemas/secretRef";

/**
 * PORT. Finds secrets where they are kept.
 *
 * @throws MockloopError SECRET_UNAVAILABLE when there is none there, or others could read it, too.
 */
export interface SecretSource {
  find(ref: SecretRef): Promise<Secret>;
}
