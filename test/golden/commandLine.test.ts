import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { loadRun } from "../../src/run/journal/loadRun";
import type { IterationLine, RunLine, RunLineUnion } from "../../src/protocol/runProtocol";
import { runCli } from "../fakes/cliProcess";
import type { CliEnd } from "../fakes/cliProcess";
import { useTempFolder } from "../fakes/tempFolder";

const mockups = join(import.meta.dirname, "../fixtures/mockups");
const login = join(mockups, "login.png");
const modal = join(mockups, "modal.png");

const lastRun = (end: CliEnd): RunLine => {
  const line = end.lines.at(-1);
  assert.equal(line?.type, "run", end.text + end.errors);
  return line;
};
const iterations = (end: CliEnd): IterationLine[] =>
  end.lines.filter((line) => line.type === "iteration");

describe("mockloop generate", () => {
  const temp = useTempFolder();

  it("turns a mockup into code and a report", async () => {
    const out = join(temp(), "my code");
    const end = await runCli(["generate", login, "--out", out, "--json"]);
    const run = lastRun(end);
    assert.ok(end.code === 0 || end.code === 2, String(end.code));
    assert.equal(end.code === 0, run.reason === "converged");
    assert.ok((run.fidelity ?? 0) >= 0.9, `fidelity ${run.fidelity}`);
    assert.equal(run.out, out);
    for (const file of [...run.files, ".mockloop/report.html"])
      assert.ok(existsSync(join(out, file)), file);
    const html = readFileSync(join(out, "index.html"), "utf8");
    assert.match(html, /Remember Password/);
    assert.ok(iterations(end).length >= 1);
    assert.equal(run.iterations, iterations(end).length);

    // The page that was written measures as well as the run says, read from the disk again.
    const again = await runCli([
      "compare",
      login,
      join(out, "index.html"),
      "--json",
      "--diff",
      join(temp(), "diff.png"),
      "--min-fidelity",
      "0.9",
    ]);
    assert.equal(again.code, 0, again.errors);
    const comparison = JSON.parse(again.text) as { fidelity: number };
    assert.ok(Math.abs(comparison.fidelity - (run.fidelity ?? 0)) < 0.01);
    const diff = await sharp(join(temp(), "diff.png")).metadata();
    assert.deepEqual([diff.width, diff.height], [1280, 800]);
  });

  it("runs several mockups, and one that is broken spoils none", async () => {
    const broken = join(temp(), "broken.png");
    writeFileSync(broken, readFileSync(login).subarray(0, 5000));
    const out = join(temp(), "out");
    const end = await runCli([
      "generate",
      modal,
      broken,
      "--out",
      out,
      "--max-iterations",
      "1",
      "--json",
    ]);
    assert.equal(end.code, 1);
    const error = end.lines.find((line) => line.type === "error");
    assert.ok(error?.type === "error");
    assert.equal(error.code, "MOCKUP_CORRUPT");
    assert.equal(error.mockup, broken);
    assert.ok(existsSync(join(out, "modal", "index.html")));
    assert.equal(existsSync(join(out, "broken")), false);
  });

  it("hears what is typed: masks count, and it stops after the iteration under way", async () => {
    const out = join(temp(), "o");
    let typed = false;
    const type = (line: RunLineUnion, child: ChildProcess): void => {
      if (typed || line.type !== "progress" || line.stage !== "drafting") return;
      typed = true;
      child.stdin?.write("/mask 0,0,640x800\n/nonsense\n/stop\n");
    };
    const args = ["generate", login, "--out", out, "--min-fidelity", "1", "--steer", "--json"];
    const end = await runCli(args, type);
    assert.equal(end.code, 2, end.errors);
    assert.equal(lastRun(end).reason, "stopped");
    const said = end.lines.filter((line) => line.type === "steer");
    assert.deepEqual(
      said.map(({ message }) => message.type),
      ["mask", "stop"],
    );
    assert.match(end.errors, /"\/nonsense" is nothing that a run understands/);
    const [draft, again] = iterations(end);
    assert.deepEqual([draft?.masks, again?.masks?.length], [undefined, 1]);

    // The same page, measured from the disk with the same mask.
    const mask = join(temp(), "masks.json");
    writeFileSync(mask, JSON.stringify(again?.masks));
    const page = join(out, "index.html");
    const args2 = ["compare", login, page, "--mask", mask, "--json", "--min-fidelity", "0"];
    const comparison = JSON.parse((await runCli(args2)).text) as {
      readonly fidelity: number;
      readonly described: readonly string[];
    };
    assert.ok(Math.abs(comparison.fidelity - (again?.scores?.fidelity ?? 0)) < 0.01);
    assert.deepEqual(
      comparison.described.slice(0, 10),
      again?.differences.map(({ words }) => words),
    );
  });

  it("refuses to write among files of others", async () => {
    writeFileSync(join(temp(), "index.html"), "mine");
    const end = await runCli(["generate", modal, "--out", temp()]);
    assert.equal(end.code, 1);
    assert.match(end.text, /--force/);
    assert.equal(readFileSync(join(temp(), "index.html"), "utf8"), "mine");
  });

  const wrong: readonly [string, readonly string[], RegExp][] = [
    ["a missing mockup", ["generate", "nowhere.png"], /nowhere\.png/],
    ["an unknown model", ["generate", modal, "--model", "gpt"], /no model "gpt"/],
    ["an unknown target", ["generate", modal, "--target", "cobol"], /no target "cobol"/],
    ["a bad viewport", ["generate", modal, "--viewport", "wide"], /1280x800/],
    ["a page of one width", ["generate", modal, "--page"], /two to 4 mockups/],
    [
      "masks of a page",
      ["generate", modal, login, "--page", "--mask", "m.json"],
      /--mask is of one/,
    ],
    ["a mask file without masks", ["generate", modal, "--mask", "package.json"], /holds no masks/],
    ["words to several runs", ["generate", modal, login, "--steer"], /--steer is of one page/],
    ["a bad count", ["generate", modal, "--max-iterations", "0"], /1 to 100/],
    ["a folder without a run", ["resume", "src"], /no run in/],
    ["a bad iteration", ["resume", "src", "--from", "last"], /last/],
    ["a missing browser", ["--browser", "/nowhere/chrome", "inspect", modal], /nowhere/],
  ];
  for (const [name, args, message] of wrong)
    it(`says what is wrong with ${name}`, async () => {
      const end = await runCli([
        ...args,
        ...(args.includes("generate") ? ["--out", join(temp(), "o")] : []),
      ]);
      assert.equal(end.code, 1);
      assert.match(end.text + end.errors, message);
      assert.doesNotMatch(end.text + end.errors, /\n\s+at /, "a stack trace is no message");
    });

  it("refuses a 20 000 × 20 000 PNG at once", async () => {
    const bomb = join(temp(), "bomb.png");
    await sharp({
      create: { width: 20_000, height: 20_000, channels: 3, background: "#fff" },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toFile(bomb);
    const end = await runCli(["generate", bomb, "--out", join(temp(), "o")]);
    assert.equal(end.code, 1);
    assert.match(end.text, /20[ ,.]?000/);
  });

  it("draws an SVG without its script and its references", async () => {
    const svg = join(temp(), "hostile.svg");
    writeFileSync(
      svg,
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect width="300" height="120" fill="#224466"/>
       <script>document.documentElement.innerHTML = "";</script><image href="file:///etc/passwd" width="10" height="10"/>
       <image href="http://127.0.0.1:9/x.png" width="10" height="10"/></svg>`,
    );
    const end = await runCli(["inspect", svg, "--json"]);
    assert.equal(end.code, 0, end.errors);
    const inspection = JSON.parse(end.text) as { background: number[]; size: object };
    assert.deepEqual(inspection.size, { width: 300, height: 120 });
    assert.deepEqual(inspection.background, [0x22, 0x44, 0x66]);
  });
});

describe("a run that is cut short", () => {
  const temp = useTempFolder();

  it("killed after an iteration, it resumes from its best", async () => {
    const out = join(temp(), "out");
    const killed = await runCli(["generate", login, "--out", out, "--json"], (line, child) => {
      if (line.type === "iteration") child.kill("SIGKILL");
    });
    assert.equal(killed.signal, "SIGKILL");
    const first = iterations(killed).at(-1);
    assert.ok(first?.scores);
    // A line that was being written when the power went.
    writeFileSync(join(out, ".mockloop", "journal.jsonl"), '{"type":"iterat', { flag: "a" });

    const resumed = await runCli(["resume", out, "--max-iterations", "1", "--json"]);
    const run = lastRun(resumed);
    assert.equal(iterations(resumed)[0]?.number, first.number + 1);
    // Better code may cost what nobody sees.
    assert.ok((run.fidelity ?? 0) > first.scores.fidelity - 0.001);
    assert.ok(existsSync(join(out, "index.html")));
  });

  it("interrupted, it ends with its best and code 130", async () => {
    const out = join(temp(), "out");
    let interruptedAt = 0;
    const end = await runCli(["generate", login, "--out", out, "--json"], (line, child) => {
      if (line.type !== "iteration" || interruptedAt > 0) return;
      interruptedAt = Date.now();
      child.kill("SIGINT");
    });
    const run = lastRun(end);
    // The run may have been over by the time the signal came.
    assert.ok(run.reason === "aborted" ? end.code === 130 : end.code === 0 || end.code === 2);
    assert.ok(existsSync(join(out, "index.html")));
  });

  it("on a full disk, it says so and keeps what it has", async function () {
    const disk = join(temp(), "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=320k", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      // Only root may mount a disk of a size of its own.
      this.skip();
    }
    try {
      // Room for one iteration, and never good enough, so that a second one is tried.
      const out = join(disk, "out");
      const wish = ["--min-fidelity", "1", "--json"];
      const end = await runCli(["generate", login, "--out", out, ...wish]);
      assert.equal(end.code, 1, end.text);
      const error = end.lines.at(-1);
      assert.ok(error?.type === "error");
      assert.equal(error.code, "DISK_FULL");
      assert.match(error.message, /disk is full/i);
      assert.deepEqual(error.remedy, { kind: "resume" });
      assert.deepEqual(
        iterations(end).map((line) => line.number),
        [1],
      );
      const kept = await loadRun(join(out, ".mockloop"));
      assert.equal(kept.best?.line.number, 1);
      assert.ok(kept.best.files.has("index.html"));
    } finally {
      execFileSync("umount", [disk], { stdio: "ignore" });
    }
  });
});
