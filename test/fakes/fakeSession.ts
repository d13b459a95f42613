import { setTimeout as sleep } from "node:timers/promises";
import type { Session } from "../../src/run/session";
import { nullLogger } from "../../src/base/logger";
import type { Model } from "../../src/model/model";
import type { RenderRequest } from "../../src/render/renderer";
import { AnswerMemory } from "../../src/policy/answerMemory";
import { fakeAnswerBook } from "./fakeAnswerBook";
import { emptyInspection, fakeMockup } from "./fakeMockup";
import { ScriptedModel } from "./scriptedModel";

/**
 * A session whose browser draws every page as the mockup's bitmap, and takes `drawMs` for it; `onDraw` sees what it is to draw.
 * Every mockup is one of one colour, in which nothing is found.
 */
export function fakeSession(
  model: Model = new ScriptedModel([]),
  drawMs = 1,
  onDraw: (request: RenderRequest) => void = () => undefined,
): Session {
  const mockup = fakeMockup();
  return {
    logger: nullLogger,
    policy: [],
    answers: new AnswerMemory(fakeAnswerBook(), "/workspace"),
    ask: undefined,
    findModel: () => () => model,
    findWeights: () => Promise.resolve([]),
    load: () => Promise.resolve(mockup),
    inspect: () => Promise.resolve(emptyInspection()),
    dispose: () => Promise.resolve(),
    renderer: {
      render: async (request) => {
        onDraw(request);
        await sleep(drawMs);
        const ms = { load: 0, settle: 0, capture: 0 };
        const found = { textLines: [], elements: [], facts: [] };
        const { bitmap, cssSize } = mockup;
        return { ok: true, render: { ...found, bitmap, pageSize: cssSize, ms } };
      },
      tryOut: () => Promise.reject(new Error("Nothing can be tried on these pages.")),
      dispose: () => Promise.resolve(),
    },
  };
}
