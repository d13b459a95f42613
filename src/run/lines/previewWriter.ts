import { SerialQueue } from "../../base/async";
import type { RunEvent } from "../../converge/events";
import type { RunLineUnion } from "../../protocol/runProtocol";
import type { RunArchive } from "../journal/runArchive";

type Preview = Extract<RunEvent, { type: "preview" }>;

/** Puts the page as it is between two answers where people can see it, and tells of it. */
export class PreviewWriter {
  private readonly queue = new SerialQueue();

  constructor(
    private readonly archive: Pick<RunArchive, "keepPreview">,
    private readonly onLine: (line: RunLineUnion) => void,
  ) {}

  /** In the order they come; one that cannot be written is left out: the iteration's own picture will be. */
  write({ iteration, measured }: Preview): void {
    const [main] = measured.views;
    if (!main) return;
    void this.queue
      .run(async () => {
        const renderPng = await this.archive.keepPreview(main.render.bitmap);
        const preview = { renderPng, fidelity: measured.comparison.fidelity };
        this.onLine({ type: "progress", iteration, stage: "drawn between two answers", preview });
      })
      .catch(() => undefined);
  }

  /** Resolves when everything is written. */
  async settle(): Promise<void> {
    await this.queue.run(() => Promise.resolve());
  }
}
