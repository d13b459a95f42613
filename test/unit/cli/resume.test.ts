import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runMockup } from "../../../src/run/runMockup";
import { resume } from "../../../src/cli/commands/resume";
import { RUN_FOLDER } from "../../../src/batch/task";
import { fakeSession } from "../../fakes/fakeSession";
import { ScriptedModel } from "../../fakes/scriptedModel";
import { useTempFolder } from "../../fakes/tempFolder";
import { parseModelRef } from "../../../src/protocol/modelRef";

const never = new AbortController().signal;
const ignore = (): void => undefined;

describe("mockloop resume", () => {
  const temp = useTempFolder();

  const writing = (text: string): ScriptedModel =>
    new ScriptedModel([
      { calls: [{ name: "write_file", args: { path: "index.html", content: text } }] },
      { calls: [{ name: "finish", args: { summary: "done" } }] },
    ]);

  for (const inside of [false, true])
    it(`writes a copy's code beside the copy, given ${inside ? "the run's own folder" : "the code's folder"}`, async () => {
      const [out, copy] = [join(temp(), "ui"), join(temp(), "copy")];
      const asked = {
        mockup: "m.png",
        model: parseModelRef("scripted"),
        target: "html",
        maxIterations: 1,
      };
      const runDir = join(out, RUN_FOLDER);
      await runMockup(fakeSession(writing("<p>1</p>")), { ...asked, runDir, out }, ignore, never);
      cpSync(out, copy, { recursive: true });
      for (const folder of [out, copy]) writeFileSync(join(folder, "index.html"), "mine");
      const folder = inside ? join(copy, RUN_FOLDER) : copy;
      await resume(
        fakeSession(writing("<p>2</p>")),
        folder,
        { at: undefined, changes: {} },
        ignore,
        never,
      );
      assert.equal(readFileSync(join(out, "index.html"), "utf8"), "mine");
      assert.match(readFileSync(join(copy, "index.html"), "utf8"), /<p>/);
    });
});
