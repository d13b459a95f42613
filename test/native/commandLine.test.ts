import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { runCli } from "../fakes/cliProcess";
import { useTempFolder } from "../fakes/tempFolder";
import { tinyText, tinyVision } from "./tinyModel";

const mockup = resolve(import.meta.dirname, "../fixtures/mockups/modal.png");

describe("mockloop with a local model", () => {
  const temp = useTempFolder();

  it("runs a pair of files to the end; random weights write nonsense, never a crash", async () => {
    const out = join(temp(), "out");
    const end = await runCli([
      ...["generate", mockup, "--out", out, "--model", tinyText, "--mmproj", tinyVision],
      ...["--max-iterations", "1", "--threads", "1", "--gpu", "cpu", "--json"],
    ]);
    const last = end.lines.at(-1);
    assert.ok(last?.type === "run", end.text + end.errors);
    assert.ok(end.code === 2 || end.code === 0, `${end.code} ${end.errors}`);
    const notices = end.lines.filter((line) => line.type === "notice").map((line) => line.message);
    console.log(`      ended: ${last.reason}; ${notices.join(" ")}`);
    assert.match(notices.join("\n"), /^The model runs on the CPU/m, "what runs where is told");
    assert.doesNotMatch(notices.join("\n"), /ended \(/, "no process died");
    assert.equal(end.errors, "");
    const calls = end.lines.filter((line) => line.type === "call");
    assert.ok((calls[0]?.engine?.["imagesEncoded"] ?? 0) >= 1, "the mockup was looked at");
    const start = end.lines.find((line) => line.type === "run-start");
    assert.ok(start?.type === "run-start");
    assert.equal(start.modelName, "tiny-glm46v-text-f16.gguf");
    assert.ok(start.request.model.kind === "file");
    assert.equal(start.request.model.mmproj, tinyVision);
    // A model that cannot draw is still a run: whatever came of it is told and kept.
    const measured = end.lines.some((line) => line.type === "iteration");
    assert.ok(measured || last.reason === "model-failed");
    assert.ok(existsSync(last.report));
  });

  it("says in doctor what would run", async () => {
    const end = await runCli(["doctor", "--json"]);
    const report = JSON.parse(end.text) as { lines: { subject: string; state: string }[] };
    const bridge = report.lines.find(({ subject }) => subject === "vision bridge");
    assert.ok(bridge && bridge.state !== "problem", end.text);
  });
});
