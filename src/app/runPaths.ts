import { join } from "node:path";

/** Where things are in a run's folder. */
export function runPaths(runDir: string): {
  readonly journal: string;
  readonly mockup: string;
  readonly report: string;
  readonly best: string;
  /** Held while a run is at work there. */
  readonly lock: string;
  readonly iteration: (number: number) => string;
} {
  return {
    journal: join(runDir, "journal.jsonl"),
    mockup: join(runDir, "mockup.png"),
    report: join(runDir, "report.html"),
    best: join(runDir, "best"),
    lock: join(runDir, ".lock"),
    iteration: (number) => join(runDir, "iterations", String(number).padStart(3, "0")),
  };
}
