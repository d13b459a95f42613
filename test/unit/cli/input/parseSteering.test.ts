import assert from "node:assert/strict";
import { parseSteering } from "../../../../src/cli/input/parseSteering";

describe("parseSteering", () => {
  const said: readonly [string, unknown][] = [
    ["  Make the button green. ", { type: "say", text: "Make the button green." }],
    ["/stop", { type: "stop" }],
    ["/pause", { type: "pause" }],
    ["/go", { type: "go-on" }],
    ["/more", { type: "more", iterations: 1 }],
    ["/more 3", { type: "more", iterations: 3 }],
    ["/mask none", { type: "mask", masks: [] }],
    ["/pin 0,80,640x360", { type: "pin", pins: [{ x: 0, y: 80, width: 640, height: 360 }] }],
    [
      "/mask 0,80,640x360  5.5,6,7x8",
      {
        type: "mask",
        masks: [
          { x: 0, y: 80, width: 640, height: 360 },
          { x: 5.5, y: 6, width: 7, height: 8 },
        ],
      },
    ],
    ["   ", undefined],
  ];
  for (const [line, message] of said)
    it(`reads ${JSON.stringify(line)}`, () => assert.deepEqual(parseSteering(line), message));

  for (const line of [
    "/stopp",
    "/more many",
    "/more 0",
    "/mask",
    "/mask 1,2,3",
    "/mask 1,2,0x4",
    "/pin",
  ])
    it(`refuses ${line}, and names what there is`, () => {
      assert.throws(() => parseSteering(line), {
        code: "BAD_OPTION",
        message: /^"\/.*\/stop, \/pause, \/go/,
      });
    });
});
