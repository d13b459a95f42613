import type { Rect } from "../../src/base/geometry";
import { drawHeat } from "./heat";
import type { StagePictures } from "./layersOf";
import type { PixelReader } from "./pixels";

/** The differences of two pictures, drawn when they are first asked for. */
export class HeatMap {
  private key = "";
  private canvas: HTMLCanvasElement | undefined;

  constructor(
    private readonly reader: PixelReader,
    /** Called when what was asked for is there. */
    private readonly onDrawn: () => void,
  ) {}

  /** Undefined: there is nothing to compare, it is on its way, or the pixels cannot be read. `masks` are px of the pictures. */
  of({ expected, render }: StagePictures, masks: readonly Rect[]): HTMLCanvasElement | undefined {
    const key = JSON.stringify([expected, render, masks]);
    if (key === this.key) return this.canvas;
    this.key = key;
    this.canvas = undefined;
    if (expected !== null && render !== null) void this.draw(key, expected, render, masks);
    return undefined;
  }

  private async draw(
    key: string,
    wanted: string,
    drawn: string,
    masks: readonly Rect[],
  ): Promise<void> {
    const [expected, actual] = await Promise.all([wanted, drawn].map((one) => this.reader.of(one)));
    if (!expected || !actual || key !== this.key) return;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [expected.width, expected.height];
    const data = new ImageData(drawHeat(expected, actual, masks), expected.width, expected.height);
    canvas.getContext("2d")?.putImageData(data, 0, 0);
    this.canvas = canvas;
    this.onDrawn();
  }
}
