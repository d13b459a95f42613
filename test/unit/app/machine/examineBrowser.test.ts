import assert from "node:assert/strict";
import { describeBrowser, examineBrowser } from "../../../../src/app/machine/examineBrowser";
import { TESTED_CHROMIUM } from "../../../../src/render/browser/testedBrowsers";

const { signal } = new AbortController();

describe("the doctor's line for the browser", () => {
  it("says which browser and version draws, and that it is tested", () => {
    const product = `HeadlessChrome/${TESTED_CHROMIUM.oldest}.0.1.2`;
    assert.deepEqual(describeBrowser("/bin/chromium", product), {
      subject: "browser",
      state: "good",
      text: `/bin/chromium (Chrome headless shell ${TESTED_CHROMIUM.oldest}.0.1.2), tested`,
    });
  });

  it("notes that a browser is not tested, and says which are", () => {
    const line = describeBrowser("/bin/chrome", `Chrome/${TESTED_CHROMIUM.newest + 1}.0.1.2`);
    assert.equal(line.state, "note");
    assert.equal(line.text, `/bin/chrome (Chrome ${TESTED_CHROMIUM.newest + 1}.0.1.2), not tested`);
    const range = `${TESTED_CHROMIUM.oldest} to ${TESTED_CHROMIUM.newest}`;
    assert.ok(line.advice?.includes(range), line.advice);
  });

  it("is a problem when there is none", async () => {
    const line = await examineBrowser("/nowhere/chrome", signal);
    assert.deepEqual([line.state, line.text], ["problem", "none"]);
    assert.match(line.advice ?? "", /\/nowhere\/chrome/);
  });

  it("is a problem when it does not start", async () => {
    const line = await examineBrowser(process.execPath, signal);
    assert.deepEqual([line.state, line.text], ["problem", process.execPath]);
    assert.match(line.advice ?? "", /did not start/);
  });
});
