import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MockloopError } from "../../../../src/base/errors";
import { generate } from "../../../../src/cli/commands/generate";
import { useTempFolder } from "../../../fakes/tempFolder";

type Options = Parameters<typeof generate>[2];
const template: Options["template"] = {
  model: { kind: "tracer" },
  target: "html",
  maxIterations: 1,
};
const { signal } = new AbortController();

describe("mockloop generate --page", () => {
  const temp = useTempFolder();

  /** Why it is refused; nothing of a session or a reporter is needed until it is not. */
  async function refusalOf(count: number, options: Partial<Options> = {}): Promise<string> {
    const paths = Array.from({ length: count }, (_, i) => join(temp(), `${i}.png`));
    for (const path of paths) writeFileSync(path, "");
    const all = { isPage: true, template, ...options };
    const run = generate({} as never, paths, all as Options, {} as never, signal);
    const error = await run.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof MockloopError && error.code === "BAD_OPTION", String(error));
    return error.message;
  }

  it("takes two to four mockups", async () => {
    for (const count of [1, 5]) assert.match(await refusalOf(count), /two to 4 mockups/);
  });

  it("refuses what is said of one mockup alone", async () => {
    for (const one of [{ deviceScaleFactor: 2 }, { viewport: { width: 390, height: 800 } }])
      assert.match(
        await refusalOf(2, { template: { ...template, ...one } }),
        /--scale and --viewport/,
      );
    assert.match(await refusalOf(2, { mask: "masks.json" }), /--mask is of one mockup/);
  });
});
