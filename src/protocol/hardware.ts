import type { Shape } from "../base/schema";
import type { hardwareRequestSchema } from "./schemas/hardwareRequest";

/** How a local model is loaded. */
export type HardwareRequest = Shape<typeof hardwareRequestSchema>;

/** A local model that nobody asked anything for this long gives its memory back, unless a request says otherwise. */
export const UNLOAD_AFTER_MS = 10 * 60_000;
