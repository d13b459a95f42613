import { strict as assert } from "node:assert";

interface TestBrowsers {
  readonly chosen: () => Promise<string>;
  readonly setup: () => Promise<string | undefined>;
  readonly installed: () => Promise<string | undefined>;
  readonly isBrowser: (path: string) => Promise<boolean>;
  readonly isSame: (a: string, b: string) => boolean;
}
type Choose = (choice: string | undefined, browsers: TestBrowsers) => Promise<string | undefined>;

const INSTALLED = "/usr/bin/chromium";
const OWN = "/repo/.cache/chromium/chromium";

/** A machine with what is installed and what the set-up can have of its own; it prefers the first. */
function machine(installed: string | undefined, setup: string | undefined): TestBrowsers {
  return {
    chosen: () => {
      const found = installed ?? setup;
      return found === undefined ? Promise.reject(new Error("none")) : Promise.resolve(found);
    },
    setup: () => Promise.resolve(setup),
    installed: () => Promise.resolve(installed),
    isBrowser: (path) => Promise.resolve(path === "/mine"),
    isSame: (a, b) => a === b,
  };
}

describe("the browser that the tests draw with", () => {
  let choose: Choose;
  before(async () => {
    const file = new URL("../../../scripts/testBrowser.mjs", import.meta.url).href;
    ({ chooseTestBrowser: choose } = (await import(file)) as { chooseTestBrowser: Choose });
  });

  it("is the set-up's choice unless another is named", async () => {
    assert.equal(await choose(undefined, machine(INSTALLED, OWN)), INSTALLED);
    assert.equal(await choose("", machine(undefined, OWN)), OWN);
  });

  it("is the one asked for: the set-up's own, an installed one, a path", async () => {
    const both = machine(INSTALLED, OWN);
    assert.equal(await choose("setup", both), OWN);
    assert.equal(await choose("installed", both), INSTALLED);
    assert.equal(await choose("/mine", both), "/mine");
  });

  it("is never another than the one asked for", async () => {
    await assert.rejects(choose("setup", machine(INSTALLED, undefined)), /can fetch no browser/);
    await assert.rejects(choose("installed", machine(undefined, OWN)), /No browser is installed/);
    await assert.rejects(choose("/gone", machine(INSTALLED, OWN)), /\/gone is none/);
  });

  it("is the one that the set-up does not choose, where there are two", async () => {
    assert.equal(await choose("other", machine(INSTALLED, OWN)), OWN);
    const prefersOwn = { ...machine(INSTALLED, OWN), chosen: () => Promise.resolve(OWN) };
    assert.equal(await choose("other", prefersOwn), INSTALLED);
    assert.equal(await choose("other", machine(INSTALLED, undefined)), undefined);
    assert.equal(await choose("other", machine(undefined, OWN)), undefined);
  });
});
