import type { Shape } from "../base/schema";
import type { hardwareRequestSchema } from "./schemas/hardwareRequest";

/** How a local model is loaded. */
export type HardwareRequest = Shape<typeof hardwareRequestSchema>;
