import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import {
  copyCode,
  exportZip,
  openInBrowser,
  openReport,
} from "../../../../src/vscode/code/giveOut";
import type { Work } from "../../../../src/vscode/runs/work";
import { useTempFolder } from "../../../fakes/tempFolder";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { keepWork } from "../keptWork";

const PAGE = { "index.html": "<p>Ü</p>", "css/styles.css": "p {}", "assets/a.png": "\u0089PNG" };
const TAILWIND = '@import "tailwindcss";';

describe("an iteration's code, given out", () => {
  const temp = useTempFolder();
  let work: Work;

  beforeEach(() => {
    mkdirSync(join(temp(), "workspace"));
    editor.reset(join(temp(), "workspace"));
    const mockup = join(temp(), "workspace", "sign in.png");
    const iterations = [PAGE, { "notes.txt": "no page" }, { ...PAGE, "css/styles.css": TAILWIND }];
    work = keepWork(join(temp(), "runs", "1"), mockup, iterations);
  });

  it("is copied file by file, and only text that is among its files", async () => {
    await copyCode(work, 1, "css/styles.css");
    assert.equal(editor.clipboard, "p {}");
    for (const path of ["assets/a.png", "gone.css", "../../journal.jsonl", "toString"])
      await assert.rejects(copyCode(work, 1, path), { code: "BAD_OPTION" }, path);
    assert.equal(editor.clipboard, "p {}");
  });

  it("is opened in the person's browser, or said why not", async () => {
    await openInBrowser(work, 1);
    assert.equal(
      editor.outside[0]?.fsPath,
      join(temp(), "runs", "1", "iterations", "1", "files", "index.html"),
    );
    await assert.rejects(openInBrowser(work, 2), { message: /has no page/ });
    await assert.rejects(openInBrowser(work, 3), { message: /has no page/ });
    editor.opensOutside = false;
    await assert.rejects(openInBrowser(work, 1), { message: /could not be opened/ });
  });

  it("comes with its run's report, as soon as there is one", async () => {
    await assert.rejects(openReport(work, 1), { message: /no report yet/ });
    const path = join(temp(), "runs", "1", "report.html");
    writeFileSync(path, "");
    await openReport(work, 1);
    assert.equal(editor.outside[0]?.fsPath, path);
  });

  it("is exported as a zip file with all of its files, unless the person goes away", async () => {
    editor.saves = false;
    await exportZip(work, 1);
    assert.ok(!editor.isThere("sign-in-1.zip"));
    editor.saves = true;
    await exportZip(work, 1);
    const files = unzipSync(readFileSync(join(temp(), "workspace", "sign-in-1.zip")));
    const texts = Object.entries(files).map(([path, bytes]) => [
      path,
      new TextDecoder().decode(bytes),
    ]);
    assert.deepEqual(Object.fromEntries(texts), PAGE);
  });
});
