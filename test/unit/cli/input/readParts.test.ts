import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readParts } from "../../../../src/cli/input/readParts";
import { useTempFolder } from "../../../fakes/tempFolder";

const never = new AbortController().signal;

describe("readParts", () => {
  const temp = useTempFolder();
  const written = (text: string): string => {
    const path = join(temp(), "masks.json");
    writeFileSync(path, text);
    return path;
  };
  const read = async (text: string) => (await readParts({ mask: written(text) }, never)).masks;

  it("reads rectangles", async () => {
    const masks = [{ x: 0, y: 80.5, width: 640, height: 360 }];
    assert.deepEqual(await read(JSON.stringify(masks)), masks);
    assert.deepEqual(await read("[]"), []);
    assert.deepEqual(await readParts({}, never), {});
  });

  it("reads pins likewise, a dozen at most", async () => {
    const pins = Array.from({ length: 13 }, (_, x) => ({ x, y: 0, width: 1, height: 1 }));
    const pin = written(JSON.stringify(pins.slice(1)));
    assert.deepEqual(await readParts({ pin }, never), { pins: pins.slice(1) });
    await assert.rejects(readParts({ pin: written(JSON.stringify(pins)) }, never), {
      message: /holds no pins.*Pins are a JSON array/,
    });
  });

  const wrong: readonly [string, RegExp][] = [
    ['{"x": 0, "y": 0, "width": 1, "height": 1}', /masks\.json holds no masks: .*array/],
    ['[{"x": 0, "y": 0, "width": "wide", "height": 1}]', /0\.width .*number/],
    ['[{"x": 0, "y": 0, "width": 0, "height": 1}]', /0\.width/],
    ['[{"x": 0, "y": 0, "width": 1, "height": 1, "w": 1}]', /there is no 0\.w/],
    ["[{", /masks\.json is no JSON/],
  ];
  for (const [text, message] of wrong)
    it(`refuses ${text}, and shows how it is written`, async () => {
      await assert.rejects(read(text), { code: "BAD_OPTION", message });
      await assert.rejects(read(text), { message: /such as \[\{"x": 0/ });
    });

  it("says so when there is no such file", async () => {
    await assert.rejects(readParts({ mask: join(temp(), "none.json") }, never), {
      code: "BAD_OPTION",
      message: /none\.json cannot be read/,
    });
  });
});
