import assert from "node:assert/strict";
import { createSession } from "../../../../src/app/session/createSession";
import type { SessionOptions } from "../../../../src/app/session/createSession";
import type { Session } from "../../../../src/run/session";
import { nullLogger } from "../../../../src/base/logger";
import { fakeMockup } from "../../../fakes/fakeMockup";

const never = new AbortController().signal;

describe("createSession", () => {
  let session: Session;
  afterEach(() => session.dispose());

  /** A session that has no browser. */
  const open = (options: SessionOptions): Session =>
    (session = createSession({ browserPath: "/nowhere/chromium", ...options }));

  it("inspects again after the fonts could not be read once", async () => {
    let attempts = 0;
    const opened = open({
      loadFonts: () =>
        ++attempts === 1 ? Promise.reject(new Error("too many open files")) : Promise.resolve([]),
    });
    await assert.rejects(opened.inspect(fakeMockup(), never), /too many open files/);
    // It gets as far as the browser now, each time.
    for (let again = 0; again < 2; again++)
      await assert.rejects(opened.inspect(fakeMockup(), never), /nowhere\/chromium/);
    assert.equal(attempts, 2, "what was read is kept");
  });

  it("tells its logger what is left out of an SVG", async () => {
    const warnings: string[] = [];
    const opened = open({
      logger: { ...nullLogger, warn: (message) => warnings.push(message) },
    });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><image href="https://example.com/a.png"/></svg>`;
    const source = { kind: "bytes", name: "a.svg", bytes: Buffer.from(svg) } as const;
    await assert.rejects(opened.load(source, undefined, never));
    assert.match(warnings.join(), /refers to https:\/\/example\.com\/a\.png/);
  });
});
