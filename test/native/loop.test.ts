import { strict as assert } from "node:assert";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createSession } from "../../src/app/createSession";
import { runMockup } from "../../src/app/runMockup";
import type { Model } from "../../src/model/model";
import type { EngineStats } from "../../src/protocol/modelHostProtocol";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { createTinyModel } from "./tinyModel";

const mockup = resolve(import.meta.dirname, "../fixtures/mockups/modal.png");

/** Random weights do not feel like calling tools: they are made to. */
const eager = (model: Model): Model => ({
  info: model.info,
  generate: (request, signal) =>
    model.generate({ ...request, toolChoice: "required", maxOutputTokens: 120 }, signal),
  countTokens: (message) => model.countTokens(message),
  dispose: () => model.dispose(),
});

describe("a whole run on the tiny pair", () => {
  it("looks, calls tools, gets pictures back, and ends with a kept best or at its cap", async () => {
    const dir = await mkdtemp(join(tmpdir(), "mockloop-loop-"));
    const stats: EngineStats[] = [];
    const session = createSession({
      browserPath: process.env["CHROME_PATH"],
      findModel: () => () =>
        eager(
          createTinyModel({
            contextSize: 32_768,
            onStats: (one) => stats.push(one),
          }),
        ),
    });
    const lines: RunLineUnion[] = [];
    try {
      const last = await runMockup(
        session,
        { mockup, runDir: join(dir, "run"), model: "tiny", target: "html", maxIterations: 2 },
        (line) => lines.push(line),
        new AbortController().signal,
      );
      assert.equal(last.type, "run");
      console.log(`      ended: ${last.reason}; ${stats.length} answers`);
      const tools = lines.filter((line) => line.type === "tool");
      assert.ok(tools.length > 0, "tools were called");
      assert.ok(stats.length >= 2);
      assert.ok((stats[0]?.imagesEncoded ?? 0) >= 1, "the mockup was looked at");
      const encoded = stats.reduce((sum, one) => sum + one.imagesEncoded, 0);
      const shown = Math.max(...stats.map((one) => one.imagesInPrompt));
      assert.ok(
        encoded <= shown + 2,
        `${encoded} encoded, ${shown} shown: nothing was encoded twice`,
      );
      for (const one of stats.slice(1)) assert.ok(one.reusedTokens > 0, JSON.stringify(one));
    } finally {
      await session.dispose();
      await rm(dir, { recursive: true });
    }
  });
});
