import assert from "node:assert/strict";
import { inspect } from "../../../../src/cli/commands/inspect";
import { emptyInspection } from "../../../fakes/fakeMockup";
import { fakeSession } from "../../../fakes/fakeSession";

const never = new AbortController().signal;

describe("mockloop inspect", () => {
  it("prints what was measured, and warns of what could not be", async () => {
    const region = { x: 0, y: 0, width: 100, height: 20 };
    const notice = { stage: "reading", region, message: "Text could not be read." } as const;
    const inspection = { ...emptyInspection(), notices: [notice] };
    const session = { ...fakeSession(), inspect: () => Promise.resolve(inspection) };
    const printed: string[] = [];
    const warned: string[] = [];
    const output = {
      write: (text: string) => void printed.push(text),
      warn: (text: string) => void warned.push(text),
    };
    const asked = { json: true, overlay: undefined, scale: undefined };
    assert.equal(await inspect(session, "m.png", asked, output, never), 0);
    assert.deepEqual(warned, ["Text could not be read.\n"]);
    assert.deepEqual(
      printed.map((line) => JSON.parse(line) as unknown),
      [inspection],
    );
  });
});
