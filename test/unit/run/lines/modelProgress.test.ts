import assert from "node:assert/strict";
import type { ModelEvent } from "../../../../src/model/model";
import { ModelProgress } from "../../../../src/run/lines/modelProgress";

type Phase = Extract<ModelEvent, { type: "progress" }>["phase"];

describe("how far a model's work is", () => {
  let time = 0;
  let progress: ModelProgress;
  beforeEach(() => {
    time = 0;
    progress = new ModelProgress(() => time);
  });
  /** What is said when, so many seconds in, so much of a phase is done. */
  const said = (phase: Phase, seconds: number, done: number): string | undefined => {
    time = seconds * 1000;
    return progress.describe({ type: "progress", phase, done, total: 100 });
  };

  it("is told with what is left, once that is more than a guess", () => {
    assert.equal(said("reading picture", 0, 0), "reading the picture 0 %");
    assert.equal(said("reading picture", 3, 10), "reading the picture 10 %");
    assert.equal(said("reading picture", 10, 2), "reading the picture 0 %", "it began anew");
    assert.equal(said("reading picture", 30, 22), "reading the picture 20 %, about 1 min left");
    assert.equal(said("reading picture", 90, 82), "reading the picture 80 %, about 20 s left");
    assert.equal(said("reading picture", 110, 100), "reading the picture 100 %");
  });

  it("counts from where a phase began, which may not be its beginning", () => {
    said("reading prompt", 0, 50);
    assert.equal(said("reading prompt", 10, 60), "reading the prompt 60 %, about 40 s left");
    said("reading picture", 11, 0);
    assert.equal(
      said("reading prompt", 60, 61),
      "reading the prompt 60 %",
      "a picture was between",
    );
  });

  it("takes minutes for minutes", () => {
    said("loading", 0, 0);
    assert.equal(said("loading", 60, 10), "loading the model 10 %, about 9 min left");
  });
});
