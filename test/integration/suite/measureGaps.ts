import { startBystander } from "./bystander";

interface Gaps<T> {
  readonly result: T;
  /** What was measured, in words. */
  readonly text: string;
}

/**
 * Carries `work` out while the extension host's event loop is watched. On a machine with few cores the browser that shows the
 * editor keeps every process waiting: how long, a bystander tells, and processor time tells which part of a gap is our own work.
 */
export async function measureGaps<T>(work: () => Promise<T>): Promise<Gaps<T>> {
  const bystander = startBystander();
  let [longestMs, ownMs] = [0, 0];
  let [time, used] = [performance.now(), process.cpuUsage()];
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(used);
    const gap = performance.now() - time;
    longestMs = Math.max(longestMs, gap);
    ownMs = Math.max(ownMs, Math.min(gap, (user + system) / 1000));
    [time, used] = [performance.now(), process.cpuUsage()];
  }, 5);
  const result = await work().finally(() => clearInterval(timer));
  const waited = await bystander.stop();
  const text = `longest event-loop gap ${longestMs.toFixed(0)} ms, own work in a gap at most ${ownMs.toFixed(0)} ms (a process that does nothing waited ${waited.toFixed(0)} ms)`;
  return { result, text };
}
