import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { parseProduct, TESTED_CHROMIUM } from "../../../../src/render/browser/testedBrowsers";

describe("the browsers that are tested", () => {
  it("are told by name and version", () => {
    assert.deepEqual(parseProduct("HeadlessChrome/143.0.7499.0"), {
      name: "HeadlessChrome",
      version: "143.0.7499.0",
      isTested: true,
    });
    assert.deepEqual(parseProduct("something else"), {
      name: "something else",
      version: "",
      isTested: false,
    });
  });

  it("are those from the oldest version to the newest", () => {
    const { oldest, newest } = TESTED_CHROMIUM;
    const isTested = (major: number): boolean => parseProduct(`Chrome/${major}.0.1.2`).isTested;
    assert.deepEqual([oldest - 1, oldest, newest, newest + 1].map(isTested), [
      false,
      true,
      true,
      false,
    ]);
  });

  it("include those that the set-up fetches", async () => {
    const root = new URL("../../../..", import.meta.url);
    const { NPM_CHROMIUM, managedVersion } = (await import(
      new URL("scripts/fetchBrowser.mjs", root).href
    )) as {
      readonly NPM_CHROMIUM: string;
      readonly managedVersion: (root: string) => Promise<string>;
    };
    const fetched = [
      NPM_CHROMIUM.slice(NPM_CHROMIUM.lastIndexOf("@") + 1),
      await managedVersion(fileURLToPath(root)),
    ];
    assert.match(fetched.join(" "), /^\d+\.\S+ \d+\.\S+$/);
    for (const version of fetched) assert.ok(parseProduct(`Chrome/${version}`).isTested, version);
  });
});
