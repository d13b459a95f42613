import assert from "node:assert/strict";
import { nameWithoutPart, partNames } from "../../../../../src/model/llama/models/splitFiles";

describe("the parts of a split model", () => {
  it("are named by the first, in a path, an address and a hf: URI", () => {
    assert.deepEqual(partNames("/m/big-00001-of-00003.gguf"), [
      "/m/big-00001-of-00003.gguf",
      "/m/big-00002-of-00003.gguf",
      "/m/big-00003-of-00003.gguf",
    ]);
    assert.deepEqual(partNames("https://x.test/a-00001-of-00002.gguf?download=true"), [
      "https://x.test/a-00001-of-00002.gguf?download=true",
      "https://x.test/a-00002-of-00002.gguf?download=true",
    ]);
    assert.deepEqual(partNames("hf:u/r/Q4/a-00001-of-00001.gguf#main"), [
      "hf:u/r/Q4/a-00001-of-00001.gguf#main",
    ]);
    assert.deepEqual(partNames("whole.gguf"), ["whole.gguf"]);
  });

  it("are asked for by the first alone", () => {
    assert.throws(() => partNames("big-00002-of-00003.gguf"), {
      code: "BAD_OPTION",
      message: /part 2 of 3 .*Name the first: big-00001-of-00003\.gguf/,
    });
    assert.throws(() => partNames("big-00004-of-00003.gguf"), { code: "BAD_OPTION" });
    assert.throws(() => partNames("big-00001-of-99999.gguf"), { code: "BAD_OPTION" });
  });

  it("do not show in the model's name", () => {
    assert.equal(nameWithoutPart("Big Q4-00001-of-00003"), "Big Q4");
    assert.equal(nameWithoutPart("Big-2024"), "Big-2024");
  });
});
