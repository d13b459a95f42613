import assert from "node:assert/strict";
import { inspect } from "../../../../src/cli/commands/inspect";
import { emptyInspection } from "../../../fakes/fakeMockup";
import { signIn } from "../../design/goldenPages";
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
    const asked = { json: true, design: false, overlay: undefined, scale: undefined };
    assert.equal(await inspect(session, "m.png", asked, output, never), 0);
    assert.deepEqual(warned, ["Text could not be read.\n"]);
    assert.deepEqual(
      printed.map((line) => JSON.parse(line) as unknown),
      [inspection],
    );
  });

  it("prints what the page is understood to be: as JSON, and in words", async () => {
    const session = { ...fakeSession(), inspect: () => Promise.resolve(signIn) };
    const printed: string[] = [];
    const output = { write: (text: string) => void printed.push(text), warn: () => undefined };
    for (const json of [true, false]) {
      const asked = { json, design: true, overlay: undefined, scale: undefined };
      assert.equal(await inspect(session, "m.png", asked, output, never), 0);
    }
    const [asJson = "", inWords = ""] = printed;
    const design = JSON.parse(asJson) as { root: { meaning: { tag: string } } };
    assert.equal(design.root.meaning.tag, "body");
    assert.match(inWords, /\n +form\./);
    assert.match(inWords, /\n +input\.\S+ \[270 230 260 38\] type="password"/);
  });
});
