import type { Comparison } from "../../src/compare/comparison";
import type { Eyes, ViewEyes } from "../../src/converge/pageMeter";
import { createBitmap } from "../../src/image/bitmap";
import type { MarkedParts } from "../../src/protocol/steering";
import type { FilesSnapshot } from "../../src/project/sourceFiles";
import { emptyInspection, fakeMockup } from "./fakeMockup";

/** The fidelity a fake page states of itself: "<p data-fidelity=0.8>"; without one it cannot be drawn. */
function statedFidelity(files: FilesSnapshot): number | undefined {
  const html = new TextDecoder().decode(files.get("index.html") ?? new Uint8Array());
  const match = /data-fidelity=([\d.]+)/.exec(html);
  return match ? Number(match[1]) : undefined;
}

/** Eyes that believe what a page says of itself; counts how often they looked. Of so many texts no page has anything written. */
export class FakeEyes implements Eyes, ViewEyes {
  looks = 0;
  readonly view = { mockup: fakeMockup(4, 4), inspection: emptyInspection(4, 4) };
  readonly views: readonly ViewEyes[] = [this];
  private fidelity = 0;

  constructor(private readonly unwrittenTexts = 0) {}

  render(files: FilesSnapshot): ReturnType<ViewEyes["render"]> {
    this.looks++;
    const fidelity = statedFidelity(files);
    if (fidelity === undefined)
      return Promise.resolve({
        ok: false,
        reason: "missing-entry",
        message: "There is no index.html.",
        facts: [],
      });
    this.fidelity = fidelity;
    return Promise.resolve({
      ok: true,
      render: {
        bitmap: createBitmap(4, 4),
        pageSize: { width: 4, height: 4 },
        textLines: [],
        elements: [],
        facts: [],
        ms: { load: 1, settle: 1, capture: 1 },
      },
    });
  }

  examine(files: FilesSnapshot): ReturnType<Eyes["examine"]> {
    const html = new TextDecoder().decode(files.get("index.html") ?? new Uint8Array());
    const score = Number(/data-code=([\d.]+)/.exec(html)?.[1] ?? 0.5);
    const part = { reflow: 1, meaning: score, accessibility: score, flow: score };
    const parts = { ...part, economy: score, names: score, numbers: score };
    return Promise.resolve({ score, parts, faults: [], declarations: 1, elements: 1 });
  }

  readonly marked: MarkedParts = { masks: [], pins: [] };

  /** Looks through every mask, and minds no pin. */
  minding(_marked: MarkedParts): Eyes {
    return this;
  }

  compare(): Promise<Comparison> {
    const { fidelity, unwrittenTexts } = this;
    return Promise.resolve({
      fidelity,
      mismatchRatio: 1 - fidelity,
      ssim: fidelity,
      text: { block: 1, text: 1, position: 1, color: 1 },
      unwrittenTexts,
      size: { mockup: { width: 4, height: 4 }, render: { width: 4, height: 4 }, equal: true },
      regions: [],
      differences: [],
      diff: createBitmap(4, 4),
    });
  }
}

/** A page of the given fidelity, and of code as good as said. */
export function fakePage(fidelity: number, code = 0.5): { path: string; content: string } {
  return { path: "index.html", content: `<p data-fidelity=${fidelity} data-code=${code}>` };
}
