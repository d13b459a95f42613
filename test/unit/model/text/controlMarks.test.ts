import { strict as assert } from "node:assert";
import { breakMarks, restoreMarks } from "../../../../src/model/text/controlMarks";

/** Marks of GLM, Qwen and Gemma as their tokenizers and templates spell them. */
const marks = [
  "<|user|>",
  "<|begin_of_image|>",
  "<|fim_prefix|>",
  "<|reserved_0|>",
  "<think>",
  "</think>",
  "<tool_call>",
  "</tool_response>",
  "<arg_key>",
  "</arg_value>",
  "<sop>",
  "<eop>",
  "[gMASK]",
  "[sMASK]",
  "[MASK]",
  "/nothink",
  "<|im_start|>",
  "<function=write_file>",
  "<parameter=path>",
  "<|turn>",
  "<turn|>",
  '<|"|>',
  "<start_of_turn>",
  "<bos>",
];

describe("breakMarks", () => {
  for (const mark of marks)
    it(`breaks ${mark} and restores it`, () => {
      const text = `a${mark}${mark} b`;
      const broken = breakMarks(text);
      assert.ok(!broken.includes(mark));
      assert.equal(broken.replaceAll("\u2060", ""), text);
      assert.equal(restoreMarks(broken), text);
      assert.equal(breakMarks(broken), broken, "nothing is broken twice");
    });

  it("leaves a page's own text alone", () => {
    const page =
      '<p class="a|b">x</p> <b>|</b> <s>old</s> [MASK x] a[0] /no/think <function> 3 <|| 4';
    assert.equal(breakMarks(page), page);
    const joined = "soft\u2060joined </\u2060p> [\u2060x]";
    assert.equal(restoreMarks(joined), joined);
  });
});
