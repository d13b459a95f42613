import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verifyRun } from "../../../../src/cli/commands/verifyRun";
import { TRACER } from "../../../../src/protocol/modelRef";
import { runMockup } from "../../../../src/run/runMockup";
import { pageWriter } from "../../../fakes/batchSession";
import { fakeSession } from "../../../fakes/fakeSession";
import { useTempFolder } from "../../../fakes/tempFolder";

describe("mockloop verify-run", () => {
  const temp = useTempFolder();

  it("says which line of a run's journal was changed or is missing", async () => {
    const runDir = join(temp(), ".mockloop");
    const weights = [{ file: "a.gguf", bytes: 9, sha256: "abc" }];
    await runMockup(
      { ...fakeSession(pageWriter()), findWeights: () => Promise.resolve(weights) },
      { mockup: "m.png", runDir, model: TRACER, target: "html", maxIterations: 1, tidy: false },
      () => undefined,
      new AbortController().signal,
    );
    const journal = join(runDir, "journal.jsonl");
    const written = readFileSync(journal, "utf8");
    assert.match(
      written,
      /"type":"policy",.*"weights":\[\{"file":"a\.gguf","bytes":9,"sha256":"abc"/,
    );
    const report = readFileSync(join(runDir, "report.html"), "utf8");
    assert.match(report, /<summary>2 decisions about what the model did<\/summary>/);
    assert.match(report, /<td>write_file<td>index\.html<td>allowed, built in: allow write-run<td>/);
    const [, head = ""] = /Journal: line \d+, hash ([0-9a-f]{64})/.exec(report) ?? [];

    let text = "";
    const output = { write: (more: string) => void (text += more) };
    const verify = async (noted?: string): Promise<number> => {
      text = "";
      return verifyRun(temp(), noted, output);
    };
    assert.equal(await verify(head), 0);
    assert.match(
      text,
      /^All \d+ lines are as they were written\. The newest is line \d+, [0-9a-f]+\.$/m,
    );
    const lines = written.split("\n");
    const at = lines.findIndex((line) => line.includes('"type":"decision"'));
    writeFileSync(journal, written.replace("allow write-run", "allow write-all"));
    assert.equal(await verify(), 1);
    assert.match(text, new RegExp(`^Line ${at + 1} was changed`));
    writeFileSync(journal, lines.toSpliced(at, 1).join("\n"));
    assert.equal(await verify(), 1);
    assert.match(text, new RegExp(`^The run's line ${at + 1} is missing before line ${at + 1}\\.`));
    writeFileSync(journal, `${lines.slice(0, 2).join("\n")}\n`);
    assert.equal(await verify(), 0, "of lines that are missing at the end only a noted hash tells");
    assert.equal(await verify(head), 1);
    writeFileSync(journal, written.slice(0, -40));
    assert.equal(await verify(), 0);
    assert.match(text, /was cut off when the run was killed; nobody changed it/);
  });

  it("says so where there is no run", async () => {
    await assert.rejects(verifyRun(temp(), undefined, { write: () => undefined }), {
      code: "ARCHIVE_UNREADABLE",
    });
  });
});
