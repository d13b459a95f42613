import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { pageScript } from "../../../../src/render/snapshot/pageScript";

describe("pageScript", () => {
  it("runs a function elsewhere with its argument", () => {
    const double = ({ value }: { value: number }): number => {
      const twice = (n: number): number => n * 2;
      return twice(value);
    };
    assert.equal(runInNewContext(pageScript(double, { value: 21 })), 42);
  });

  it("keeps hostile text text", () => {
    const echo = (text: string): string => text;
    const text = `");throw 1;("\u2028</script>`;
    assert.equal(runInNewContext(pageScript(echo, text)), text);
  });
});
