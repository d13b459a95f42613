import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseGguf } from "../../../fakes/ggufFile";

const models = resolve(import.meta.dirname, "../../../fixtures/models");
const [normal, control] = [1, 3];

for (const name of readdirSync(models))
  describe(`the pair ${name}`, () => {
    const folder = join(models, name);

    it("is the one its list of checksums names", () => {
      const lines = readFileSync(join(folder, "SHA256SUMS"), "utf8").trim().split("\n");
      assert.ok(lines.length >= 2);
      for (const line of lines) {
        const [sum = "", file = ""] = line.split(/\s+/);
        const bytes = readFileSync(join(folder, file));
        assert.equal(createHash("sha256").update(bytes).digest("hex"), sum, file);
      }
    });

    it("has the types of tokens that llama.cpp's converter writes", () => {
      const { metadata } = parseGguf(readFileSync(join(folder, `${name}-text-f16.gguf`)));
      const tokens = metadata.get("tokenizer.ggml.tokens") as string[];
      const types = metadata.get("tokenizer.ggml.token_type") as number[];
      assert.equal(types.length, tokens.length);
      const marks = tokens.filter((token) => /^<\|.*\|>$/.test(token));
      assert.ok(marks.includes("<|begin_of_box|>") && marks.includes("<|end_of_box|>"));
      for (const mark of marks) assert.equal(types[tokens.indexOf(mark)], control, mark);
      assert.ok(types.filter((type) => type === normal).length > tokens.length / 2);
    });
  });
