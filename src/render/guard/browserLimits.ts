import { totalmem } from "node:os";
import { constrainedMemory } from "node:process";

/** What a browser and its processes may take before they are ended. */
export interface BrowserLimits {
  /** Resident memory of them all, shared parts counted for each. */
  readonly memoryBytes: number;
  readonly processes: number;
  /** One message of the browser to this process. */
  readonly messageBytes: number;
}

/**
 * Memory: half of what the machine, or its container, has; a browser of six processes that draws nothing is at about 0.8 GB.
 * Messages: a picture of 40 megapixels of noise is 210 MB as base64, and beyond 512 MB none would fit into a string.
 */
export function defaultBrowserLimits(): BrowserLimits {
  const machine = Math.min(totalmem(), constrainedMemory() || Infinity);
  return {
    memoryBytes: Math.max(1.5e9, Math.min(4e9, machine / 2)),
    processes: 40,
    messageBytes: 256 * 2 ** 20,
  };
}
