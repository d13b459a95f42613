import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "../../../src/cli/commands/compare";
import type { Comparison } from "../../../src/compare/comparison";
import { Inbox } from "../../../src/converge/inbox";
import type { Bitmap } from "../../../src/image/bitmap";
import { decodePng } from "../../../src/image/codec";
import type { IterationLine, RunLineUnion } from "../../../src/protocol/runProtocol";
import type { Mask } from "../../../src/protocol/steering";
import { loadParts } from "../../../src/run/journal/beside/keepParts";
import { resumeRun, runMockup } from "../../../src/run/runMockup";
import { drawHeat } from "../../../webview/stage/heat";
import { fakeMockup } from "../../fakes/fakeMockup";
import { ScriptedModel } from "../../fakes/scriptedModel";
import { useTempFolder } from "../../fakes/tempFolder";
import { drawingSession, writing } from "./drawingSession";

const never = new AbortController().signal;
/** The photograph: the right part of the mockup, CSS px. */
const PHOTO: Mask = { x: 60, y: 0, width: 40, height: 80 };

describe("what is left out of a mockup", () => {
  const temp = useTempFolder();
  const runDir = (): string => join(temp(), "run");

  /** Two iterations: red from 50 px on, which is wrong left of the photo and below it, then from 80 on, which is wrong below it alone. */
  async function run(
    masks: readonly Mask[] | undefined,
    said?: readonly Mask[],
  ): Promise<{ readonly model: ScriptedModel; readonly lines: readonly IterationLine[] }> {
    const model = new ScriptedModel([writing(50), writing(80)]);
    const lines: IterationLine[] = [];
    const inbox = new Inbox();
    const take = (line: RunLineUnion): void => {
      if (line.type === "iteration") lines.push(line);
      if (said && line.type === "iteration" && lines.length === 1)
        inbox.post({ type: "mask", masks: [...said] });
    };
    const request = {
      ...{ mockup: "m.png", runDir: runDir(), target: "html", tidy: false },
      ...{ model: { kind: "installed", name: "scripted" } as const },
      ...{ maxIterations: 2, minFidelity: 1, ...(masks && { masks: [...masks] }) },
    };
    await runMockup(drawingSession(model), request, take, never, inbox);
    return { model, lines };
  }

  /** What the command line measures of an iteration's files with the masks beside the mockup. */
  async function compared({ dir }: IterationLine): Promise<Comparison> {
    let text = "";
    const output = { write: (more: string) => void (text += more), warn: () => undefined };
    const options = {
      ...{ json: true, minFidelity: 0, diff: undefined, minCode: undefined, scale: undefined },
      mask: join(runDir(), "masks.json"),
    };
    const page = join(dir, "files", "index.html");
    const session = drawingSession(new ScriptedModel([]));
    assert.equal(await compare(session, "m.png", page, options, output, never), 0);
    return JSON.parse(text) as Comparison;
  }

  const asPixels = ({ width, height, rgba }: Bitmap) => ({
    ...{ width, height },
    data: new Uint8ClampedArray(rgba),
  });

  it("is the same to score, heat map, feedback and command line", async () => {
    const { model, lines } = await run([PHOTO]);
    const [wrong, right] = lines;
    assert.ok(wrong?.scores && right?.scores);
    assert.deepEqual(JSON.parse(readFileSync(join(runDir(), "masks.json"), "utf8")), [PHOTO]);
    // The score: wrong left of the photo, then right, whatever is below it.
    assert.ok(wrong.scores.fidelity < 1);
    assert.equal(wrong.scores.mismatchRatio, 10 / 60);
    assert.deepEqual([right.scores.fidelity, right.scores.mismatchRatio], [1, 0]);
    // The feedback: what was measured is left of the photo.
    assert.ok(wrong.differences.length > 0);
    for (const { box } of wrong.differences) assert.ok(box && box.x + box.width <= PHOTO.x);
    const heard = JSON.stringify(model.requests.at(-1)?.messages);
    const [{ words = "" } = {}] = wrong.differences;
    assert.ok(words !== "" && heard.includes(JSON.stringify(words).slice(1, -1)), heard);
    // The heat map: warm left of the photo, striped on it.
    const mockup = asPixels(fakeMockup().bitmap);
    for (const line of [wrong, right]) {
      const render = asPixels(await decodePng(readFileSync(line.renderPng ?? "")));
      const heat = drawHeat(mockup, render, line.masks ?? []);
      const isWarm = (x: number): boolean => {
        const [red = 0, , blue = 0] = heat.subarray((40 * mockup.width + x) * 4);
        return red - blue > 40;
      };
      const warm = Array.from({ length: mockup.width }, (_, x) => x).filter(isWarm);
      assert.deepEqual([warm[0], warm.at(-1)], line === wrong ? [50, 59] : [undefined, undefined]);
    }
    // The command line, with the same masks from their file.
    for (const line of [wrong, right]) {
      const { fidelity, mismatchRatio, masks } = await compared(line);
      assert.deepEqual(masks, [PHOTO]);
      assert.deepEqual(
        [fidelity, mismatchRatio],
        [line.scores?.fidelity, line.scores?.mismatchRatio],
      );
    }
  });

  it("is beside the mockup when it is said on the way, and stays there", async () => {
    const { lines } = await run(undefined, [PHOTO]);
    assert.deepEqual(await loadParts(runDir(), "masks"), [PHOTO]);
    const last = lines.at(-1);
    assert.ok(last);
    assert.equal((await compared(last)).fidelity, last.scores?.fidelity);
    const session = drawingSession(new ScriptedModel([writing(70)]));
    const changes = { maxIterations: 1 };
    await resumeRun(session, { runDir: runDir() }, changes, () => undefined, never);
    assert.deepEqual(await loadParts(runDir(), "masks"), [PHOTO]);
  });

  it("is no file of a run that leaves nothing out, nor of one that takes its folder", async () => {
    await run([PHOTO]);
    await run(undefined);
    assert.ok(!existsSync(join(runDir(), "masks.json")));
    assert.equal(await loadParts(runDir(), "masks"), undefined);
  });
});
