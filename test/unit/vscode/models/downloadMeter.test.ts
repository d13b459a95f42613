import assert from "node:assert/strict";
import { DownloadMeter } from "../../../../src/vscode/models/downloadMeter";

describe("DownloadMeter", () => {
  let time = 0;
  const meter = (total?: number) => new DownloadMeter(total, () => time);
  beforeEach(() => (time = 0));

  it("counts all files of a model as one download", () => {
    const one = meter(8e9);
    one.add({ file: "a.gguf", done: 1e9, total: 6e9 });
    time = 10_000;
    one.add({ file: "a.gguf", done: 6e9, total: 6e9 });
    one.add({ file: "b.gguf", done: 1e9, total: 2e9 });
    assert.equal(one.bytes, 7e9);
    assert.equal(one.percent, 87.5);
    assert.match(one.describe(), /^87 %, 7\.0 of 8\.0 GB/);
  });

  it("tells the speed of the last seconds and what is left", () => {
    const one = meter(7e9);
    for (time = 0; time <= 8000; time += 1000)
      one.add({ file: "a.gguf", done: 1e9 + time * 10_000, total: 7e9 });
    assert.equal(
      one.describe(),
      "15 %, 1.1 of 7.1 GB, 10.0 MB/s, about 10 min left".replace("7.1", "7.0"),
    );
  });

  it("does without a size that nobody told", () => {
    const one = meter();
    one.add({ file: "a.gguf", done: 5e6 });
    assert.equal(one.percent, undefined);
    assert.equal(one.describe(), "5 MB");
    one.add({ file: "a.gguf", done: 5e6, total: 10e6 });
    assert.equal(one.percent, 50);
  });
});
