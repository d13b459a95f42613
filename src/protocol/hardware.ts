import type { Shape } from "../base/schema";
import type { hardwareRequestSchema } from "./schemas/hardwareRequest";

export type HardwareRequest = Shape<typeof hardwareRequestSchema>;
