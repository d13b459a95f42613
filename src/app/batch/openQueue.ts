import { createBullmqQueue } from "../../batch/queue/bullmqQueue";
import type { JobQueue } from "../../batch/queue/jobQueue";

/** Where the queue is when nobody says: MOCKLOOP_REDIS, else this machine's own. */
export const queueAddress = (env: NodeJS.ProcessEnv = process.env): string =>
  env["MOCKLOOP_REDIS"] ?? "redis://127.0.0.1:6379";

/** A queue in Redis or Valkey. @throws MockloopError SERVICE_UNAVAILABLE. */
export function openQueue(
  name: string,
  warn: (text: string) => void,
  url = queueAddress(),
): Promise<JobQueue> {
  return createBullmqQueue({ url, name, warn });
}
