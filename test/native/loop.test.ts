import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createSession } from "../../src/app/session/createSession";
import { runMockup } from "../../src/run/runMockup";
import type { CallLine, RunLine, RunLineUnion, RunRequest } from "../../src/protocol/runProtocol";
import { useTempFolder } from "../fakes/tempFolder";
import { tinyText, tinyVision } from "./tinyModel";
import { parseModelRef } from "../../src/protocol/modelRef";

const mockup = resolve(import.meta.dirname, "../fixtures/mockups/modal.png");

/** Random weights write nonsense: what counts is that every part of the machine is passed through. */
describe("a whole run on the tiny pair", () => {
  const temp = useTempFolder();

  async function run(changes: Partial<RunRequest>): Promise<{
    last: RunLine;
    lines: readonly RunLineUnion[];
    calls: readonly CallLine[];
    journal: string;
  }> {
    const session = createSession({ browserPath: process.env["CHROME_PATH"] });
    const lines: RunLineUnion[] = [];
    const runDir = join(temp(), "run");
    const request: RunRequest = {
      mockup,
      runDir,
      model: parseModelRef(tinyText, tinyVision),
      hardware: { gpu: "cpu", threads: 1, contextTokens: 16_384 },
      target: "html",
      maxIterations: 2,
      minFidelity: 1,
      // What the model does is looked at here, not what is made of its page afterwards.
      tidy: false,
      ...changes,
    };
    try {
      const take = (line: RunLineUnion): void => void lines.push(line);
      const last = await runMockup(session, request, take, new AbortController().signal);
      const journal = await readFile(join(runDir, "journal.jsonl"), "utf8");
      const calls = lines.filter((line) => line.type === "call");
      return { last, lines, calls, journal };
    } finally {
      await session.dispose();
    }
  }

  const count = (calls: readonly CallLine[], what: string): number =>
    calls.reduce((sum, { engine }) => sum + (engine?.[what] ?? 0), 0);

  it("starts from the tracer's draft, looks at the mockup once, and keeps the best", async () => {
    const { last, lines, calls, journal } = await run({ startFrom: "tracer" });
    assert.equal(last.reason, "max-iterations");
    assert.equal(last.best, 0, "nonsense never beats the draft");
    assert.ok((last.fidelity ?? 0) > 0.9);
    assert.ok(last.files.includes("index.html"));

    // Which tools nonsense calls, which pictures it is shown and what still fits into its context differ from run to run.
    for (const [index, call] of calls.entries()) {
      const told = JSON.stringify(call);
      const encoded = count([call], "imagesEncoded");
      const known = count([call], "imagesFromCache") + count([call], "imagesReused");
      const shown = count([call], "imagesInPrompt");
      assert.equal(encoded + known, shown, told);
      if (index === 0) assert.equal(encoded, 1, told);
      else if (shown > 0) assert.ok(known > 0, `the mockup was looked at again: ${told}`);
    }
    assert.ok(calls.some(({ usage }) => usage.cachedTokens > 0));

    const notices = lines.filter((line) => line.type === "notice");
    assert.match(notices.map(({ message }) => message).join("\n"), /runs on the CPU \(as set\)/);
    // A journal's line ends with the mark of its chain.
    for (const line of [...calls, ...notices])
      assert.ok(journal.includes(JSON.stringify(line).slice(0, -1)));
    console.log(
      `      ${calls.length} answers; read again ${count(calls, "decodedTokens")} of ${count(calls, "promptTokens")} prompt tokens; ${count(calls, "imagesEncoded")} pictures encoded`,
    );
  });

  it("writes from nothing, without eyes, and ends at its cap", async () => {
    const hardware = { gpu: "cpu", threads: 1, contextTokens: 16_384, vision: "off" } as const;
    const { last, calls } = await run({ hardware, maxIterations: 1, thinking: "never" });
    assert.equal(last.reason, "max-iterations");
    assert.ok(calls.length > 0);
    assert.equal(count(calls, "imagesInPrompt"), 0);
  });
});
