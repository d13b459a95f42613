import type { HostileAttempt } from "./attempt";
import { COMMON_ATTEMPTS } from "./commonAttempts";
import { LATE_ATTEMPTS } from "./lateAttempts";
import { STYLE_ATTEMPTS } from "./styleAttempts";

/** Every way to the network that is tried, each by a page of its own. */
export const HOSTILE_ATTEMPTS: readonly HostileAttempt[] = [
  ...COMMON_ATTEMPTS,
  ...STYLE_ATTEMPTS,
  ...LATE_ATTEMPTS,
];
