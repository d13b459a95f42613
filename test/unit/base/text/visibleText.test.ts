import assert from "node:assert/strict";
import { visibleLine, visibleLines, visibleText } from "../../../../src/base/text/visibleText";

describe("visible text", () => {
  it("writes what a terminal would act on as its escape", () => {
    assert.equal(
      visibleText("a\u001b[2Jb\r\u0007\u009b1m\u007f"),
      "a\\u001b[2Jb\\u000d\\u0007\\u009b1m\\u007f",
    );
  });

  it("writes what turns or hides text as its escape", () => {
    assert.equal(visibleText("exe.\u202egnp"), "exe.\\u202egnp");
    assert.equal(visibleText("\u2066a\u2069\u2028"), "\\u2066a\\u2069\\u2028");
    assert.equal(visibleText("\u{e0041}"), "\\udb40\\udc41");
  });

  it("leaves all other text alone, whatever its script", () => {
    for (const text of ["", "Grüße\t– ok\n", "שלום", "مرحبا\u200f!", "👩‍💻", "\ud800 alone"])
      assert.equal(visibleText(text), text);
  });

  it("means the same in JSON", () => {
    const value = { name: "a\u001b\u009b\u202e\u{e0041}\u2028" };
    const line = visibleText(JSON.stringify(value));
    assert.match(line, /^[ -~]+$/);
    assert.deepEqual(JSON.parse(line), value);
  });

  it("keeps a name in one line, and further lines from the margin", () => {
    assert.equal(visibleLine("a\nError: b\t"), "a\\u000aError: b\\u0009");
    assert.equal(visibleLines("a\nError: b"), "a\n  Error: b");
  });
});
