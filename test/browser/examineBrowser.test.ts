import assert from "node:assert/strict";
import { examineBrowser } from "../../src/app/machine/examineBrowser";
import { findBrowser } from "../../src/render/browser/findBrowser";

describe("examining the browser", function () {
  this.timeout(60_000);

  it("names the one that draws, with its version", async () => {
    const line = await examineBrowser(undefined, new AbortController().signal);
    assert.notEqual(line.state, "problem", line.advice);
    assert.ok(line.text.startsWith(`${await findBrowser()} (`), line.text);
    assert.match(line.text, /\(Chrome( headless shell)? \d+\.\d+\.\d+\.\d+\), (not )?tested$/);
  });
});
