import * as l10n from "@vscode/l10n";
import { formatBytes } from "../../base/text/formatBytes";
import type { QuestionProgress } from "../../protocol/schemas/models";
import { shareOf } from "./modelItems";

/** The time over which a speed is measured, ms. */
const WINDOW_MS = 5000;

/** Turns what a download tells into one line, over all of its files. */
export class DownloadMeter {
  /** Bytes of each file. */
  private readonly files = new Map<string, QuestionProgress>();
  private samples: { readonly at: number; readonly bytes: number }[] = [];

  constructor(
    /** Of all files; undefined: unknown. */
    private readonly totalBytes: number | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Bytes that are here. */
  get bytes(): number {
    return [...this.files.values()].reduce((sum, { done }) => sum + done, 0);
  }

  /** 0 to 100; undefined when the size is unknown. */
  get percent(): number | undefined {
    const total = this.total;
    return total === undefined ? undefined : Math.min(100, (this.bytes / total) * 100);
  }

  add(progress: QuestionProgress): void {
    this.files.set(progress.file, progress);
    const at = this.now();
    this.samples = this.samples.filter((sample) => at - sample.at <= WINDOW_MS);
    this.samples.push({ at, bytes: this.bytes });
  }

  /** "34 %, 2.4 of 7.1 GB, 11.8 MB/s, about 7 min left" */
  describe(): string {
    const { percent, total, bytes } = this;
    const speed = this.speed();
    const parts = percent === undefined ? [] : [`${Math.floor(percent)} %`];
    parts.push(total === undefined ? formatBytes(bytes) : shareOf(bytes, total));
    if (speed > 0) parts.push(l10n.t("{0} MB/s", (speed / 1e6).toFixed(1)));
    if (speed > 0 && total !== undefined && total > bytes)
      parts.push(describeRest((total - bytes) / speed));
    return parts.join(", ");
  }

  private get total(): number | undefined {
    if (this.totalBytes !== undefined) return this.totalBytes;
    const totals = [...this.files.values()].map(({ total }) => total);
    return totals.reduce(
      (sum, total) => (sum === undefined || total === undefined ? undefined : sum + total),
      totals.length === 0 ? undefined : 0,
    );
  }

  /** Bytes a second. */
  private speed(): number {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (!first || !last || last.at - first.at < 500) return 0;
    return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
  }
}

function describeRest(seconds: number): string {
  if (seconds < 60) return l10n.t("less than a minute left");
  if (seconds < 5400) return l10n.t("about {0} min left", Math.round(seconds / 60));
  return l10n.t("about {0} h left", Math.round(seconds / 3600));
}
