import assert from "node:assert/strict";
import { basename } from "node:path";
import type { Rgb } from "../../../src/base/color";
import { createBitmap } from "../../../src/image/bitmap";
import type { Mockup } from "../../../src/mockup/mockup";
import type { Session } from "../../../src/run/session";
import { emptyInspection, fakeMockup } from "../../fakes/fakeMockup";
import { fakeSession } from "../../fakes/fakeSession";
import type { ScriptedAnswer, ScriptedModel } from "../../fakes/scriptedModel";

/** An answer that writes a page: in windows of 100 px it is red from x = `to` on, in narrower ones from there on blue. */
export const writing = (to: number, phone = 1000): ScriptedAnswer => ({
  calls: [
    { name: "write_file", args: { path: "index.html", content: `${to} ${phone}` } },
    { name: "finish", args: { summary: "done" } },
  ],
});

/** A session whose browser draws the pages of {@link writing} over the mockup's own colour. */
export function drawingSession(model: ScriptedModel): Session {
  const mockups: Readonly<Record<string, Mockup>> = {
    "phone.png": { ...fakeMockup(40, 80), name: "phone.png" },
    "mockup-2.png": { ...fakeMockup(40, 80), name: "mockup-2.png" },
  };
  const session = fakeSession(model);
  return {
    ...session,
    load: (source) => {
      assert.ok(source.kind !== "uri");
      const name = source.kind === "path" ? basename(source.path) : source.name;
      return Promise.resolve(mockups[name] ?? fakeMockup());
    },
    inspect: ({ cssSize }) => Promise.resolve(emptyInspection(cssSize.width, cssSize.height)),
    renderer: {
      ...session.renderer,
      render: ({ files, viewport }) => {
        const { width, height } = viewport;
        const text = new TextDecoder().decode(files.get("index.html"));
        const [desktop = 0, phone = 0] = text.split(" ").map(Number);
        const bitmap = createBitmap(width, height, [10, 20, 30]);
        const isWide = width === 100;
        const color: Rgb = isWide ? [255, 0, 0] : [0, 0, 255];
        for (let y = 0; y < height; y++)
          for (let x = isWide ? desktop : phone; x < width; x++)
            bitmap.rgba.set(color, (y * width + x) * 4);
        const found = { textLines: [], elements: [], facts: [] };
        const ms = { load: 0, settle: 0, capture: 0 };
        return Promise.resolve({
          ok: true,
          render: { ...found, bitmap, pageSize: viewport, ms },
        });
      },
    },
  };
}
