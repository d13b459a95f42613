import type { BrowserLimits } from "./browserLimits";
import { createTreeMeter, type TreeUse } from "./processTree";

const POLL_MS = 200;

/**
 * Looks at a process and all that it started, and calls `onExcess`, once, when they hold more than they may. Where the system is not
 * asked (see createTreeMeter) nothing is watched.
 */
export function watchTree(
  root: number,
  limits: Pick<BrowserLimits, "memoryBytes" | "processes">,
  onExcess: (use: TreeUse) => void,
): { stop(): void } {
  const meter = createTreeMeter();
  let stopped = meter === undefined;
  const look = async (): Promise<void> => {
    const use = await meter?.(root).catch(() => undefined);
    if (stopped) return;
    if (use && (use.bytes > limits.memoryBytes || use.processes > limits.processes)) {
      stopped = true;
      onExcess(use);
    } else setTimeout(() => void look(), POLL_MS).unref();
  };
  if (!stopped) void look();
  return {
    stop: () => {
      stopped = true;
    },
  };
}
