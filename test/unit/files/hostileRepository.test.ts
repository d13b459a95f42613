import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { compare } from "../../../src/cli/commands/compare";
import { generate } from "../../../src/cli/commands/generate";
import { resume } from "../../../src/cli/commands/resume";
import type { BatchLine } from "../../../src/cli/output/reporter";
import { EXIT } from "../../../src/cli/output/exitCodes";
import type { ErrorLine, RunLineUnion, RunRequest } from "../../../src/protocol/runProtocol";
import { fakeSession } from "../../fakes/fakeSession";
import {
  prepareLink,
  preparePipe,
  prepareVictim,
  readVictim,
  VICTIM,
} from "../../fakes/preparedFiles";
import { ScriptedModel } from "../../fakes/scriptedModel";
import { useTempFolder } from "../../fakes/tempFolder";
import { iteration, runStart } from "../vscode/lines";
import { says, startFakeServer } from "../../fakes/fakeServer";
import { parseModelRef } from "../../../src/protocol/modelRef";

const never = new AbortController().signal;

/** A model that writes a page and a picture's folder, and is then done. */
const writing = (): ScriptedModel =>
  new ScriptedModel([
    {
      calls: [
        { name: "write_file", args: { path: "index.html", content: "<p>ours</p>" } },
        { name: "write_file", args: { path: "fonts/a.css", content: "ours" } },
      ],
    },
    { calls: [{ name: "finish", args: { summary: "done" } }] },
  ]);

/** What a repository that somebody cloned may hold, and what Mockloop makes of it. */
const silent = { write: (): void => undefined, warn: (): void => undefined };

describe("in a stranger's repository", () => {
  let victim: string;
  // Before the folder is removed.
  afterEach(() => assert.deepEqual(readVictim(victim), VICTIM, "somebody's files were touched"));
  const temp = useTempFolder();
  const repository = (...path: string[]): string => join(temp(), "repository", ...path);
  const out = (...path: string[]): string => repository("mockloop-out", "login", ...path);
  beforeEach(() => {
    victim = prepareVictim(join(temp(), "victim"));
    mkdirSync(out(".mockloop"), { recursive: true });
  });

  async function inRepository<T>(work: () => Promise<T>): Promise<T> {
    const before = process.cwd();
    process.chdir(repository());
    try {
      return await work();
    } finally {
      process.chdir(before);
    }
  }

  /** What comes of `mockloop generate`. */
  async function generated(
    mockup = "login.png",
    change: { readonly out?: string; readonly force?: boolean } = {},
  ): Promise<{ readonly code: number; readonly error: ErrorLine | undefined }> {
    const lines: (RunLineUnion | BatchLine)[] = [];
    const options = {
      template: { model: parseModelRef("scripted"), target: "html", maxIterations: 1 },
      ...{ out: change.out, force: change.force ?? false, goOn: false },
      ...{ concurrency: 1, requests: 1, attempts: 1 },
    };
    const code = await inRepository(() =>
      generate(fakeSession(writing()), [mockup], options, (line) => lines.push(line), never),
    );
    return { code, error: lines.find((line) => line.type === "error") };
  }

  async function resumed(
    changes: Partial<RunRequest> = {},
  ): Promise<{ readonly code: number; readonly error: ErrorLine | undefined }> {
    const lines: (RunLineUnion | BatchLine)[] = [];
    const code = await inRepository(() =>
      resume(
        fakeSession(writing()),
        out(),
        { at: undefined, changes },
        (line) => lines.push(line),
        never,
      ),
    );
    return { code, error: lines.find((line) => line.type === "error") };
  }

  function prepareRun(...lines: readonly unknown[]): void {
    writeFileSync(
      out(".mockloop", "journal.jsonl"),
      lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
    );
    writeFileSync(out(".mockloop", "mockup.png"), "a picture");
  }
  const start = (change: Partial<RunRequest> = {}): unknown => {
    const line = runStart(out(".mockloop"));
    return { ...line, request: { ...line.request, ...change } };
  };

  /** A repository can bring the marker as well. */
  const markRun = (): void =>
    writeFileSync(
      out(".mockloop", "mockloop-run.txt"),
      "Mockloop made this folder for one run. It deletes and rewrites what it wrote here when the next run begins.\n",
    );

  describe("generate", () => {
    it("empties no folder that a lock leads to", async function () {
      markRun();
      prepareLink(this, victim, out(".mockloop", ".lock"));
      const { code, error } = await generated();
      assert.deepEqual([code, error?.code], [EXIT.error, "PATH_REFUSED"]);
      assert.match(error?.message ?? "", /\.lock is a link/);
    });

    it("works in no run's folder that is a link, and deletes nothing behind it", async function () {
      for (const name of ["iterations", "best", "report.html", "journal.jsonl"])
        mkdirSync(join(temp(), "other", name), { recursive: true });
      mkdirSync(repository("ui"));
      prepareLink(this, join(temp(), "other"), repository("ui", ".mockloop"));
      const { error } = await generated("login.png", { out: repository("ui"), force: true });
      assert.equal(error?.code, "PATH_REFUSED");
      assert.ok(existsSync(join(temp(), "other", "iterations")));
      assert.ok(existsSync(join(temp(), "other", "best")));
    });

    it("writes through no link that has one of its names, old or new", async function () {
      markRun();
      const names = ["index.html.part", "index.html", ".mockloop/report.html.part"];
      for (const name of [...names, ".mockloop/mockup.png.part", ".mockloop/mockup.png"])
        prepareLink(this, join(victim, "index.html"), out(name));
      prepareLink(this, join(victim, "index.html"), out(".mockloop", "journal.jsonl"));
      prepareLink(this, join(victim, "index.html"), out(".mockloop", "report.html"));
      const { code } = await generated();
      assert.notEqual(code, EXIT.error);
      assert.match(readFileSync(out("index.html"), "utf8"), /ours/);
      assert.ok(lstatSync(out("index.html")).isFile());
    });

    it("writes into no folder that a link leads to", async function () {
      markRun();
      prepareLink(this, victim, out("fonts"));
      const { code, error } = await generated();
      assert.deepEqual([code, error?.code], [EXIT.error, "PATH_REFUSED"]);
      assert.match(error?.message ?? "", /fonts is a link/);
    });

    for (const name of ["best", "iterations"])
      it(`deletes nothing where ${name} leads to`, async function () {
        markRun();
        prepareLink(this, victim, out(".mockloop", name));
        assert.equal((await generated()).error?.code, "PATH_REFUSED");
      });

    it("goes to no place outside that a link in its default path leads to", async function () {
      prepareLink(this, victim, repository("mockloop-out", "start"));
      const { error } = await generated("start.png");
      assert.equal(error?.code, "PATH_REFUSED");
      assert.match(error?.message ?? "", /leads out of the current folder/);
    });

    it("does not take the current folder for a mockup named ...png", async () => {
      writeFileSync(repository("index.html"), "precious");
      mkdirSync(repository(".mockloop"));
      await generated("...png");
      assert.equal(readFileSync(repository("index.html"), "utf8"), "precious");
      assert.ok(existsSync(repository("mockloop-out", "mockup", "index.html")));
    });

    it("takes a folder for its own by what it wrote there, not by a name", async () => {
      writeFileSync(out("index.html"), "precious");
      const { error } = await generated();
      assert.equal(error?.code, "BAD_OPTION");
      assert.equal(readFileSync(out("index.html"), "utf8"), "precious");
    });

    it("deletes and overwrites nothing of a run's folder but what a run writes", async () => {
      markRun();
      const own = ["notes.txt", "iterations/notes.txt", "iterations/001/notes.txt", "best/.env"];
      const old = ["iterations/001/files/old.css", "iterations/002/render.png", "best/old.css"];
      for (const name of [...own, ...old]) {
        mkdirSync(dirname(out(".mockloop", name)), { recursive: true });
        writeFileSync(out(".mockloop", name), "precious");
      }
      assert.notEqual((await generated()).code, EXIT.error);
      assert.deepEqual(
        old.filter((name) => existsSync(out(".mockloop", name))),
        [],
      );
      // What a new iteration is in the way of is put aside.
      const [aside = ""] = readdirSync(out(".mockloop", "iterations")).filter((name) =>
        name.startsWith("001.kept."),
      );
      for (const name of own.map((one) => one.replace("/001/", `/${aside}/`)))
        assert.equal(readFileSync(out(".mockloop", name), "utf8"), "precious", name);
    });
  });

  describe("resume", () => {
    it("empties no folder that a lock leads to", async function () {
      prepareRun(start());
      prepareLink(this, victim, out(".mockloop", ".lock"));
      assert.equal((await resumed()).error?.code, "PATH_REFUSED");
    });

    it("copies nothing that an iteration's files lead to", async function () {
      prepareRun(start({ model: parseModelRef("scripted") }), {
        ...iteration(1, 0.9),
        files: ["id"],
      });
      mkdirSync(out(".mockloop", "iterations", "001"), { recursive: true });
      prepareLink(this, join(victim, "keys"), out(".mockloop", "iterations", "001", "files"));
      await resumed({ maxIterations: 1 });
      assert.equal(existsSync(out("id")), false);
    });

    it("reads no mockup that a link leads to", async function () {
      const line = start({ model: parseModelRef("scripted") });
      writeFileSync(out(".mockloop", "journal.jsonl"), `${JSON.stringify(line)}\n`);
      prepareLink(this, join(victim, "keys", "id"), out(".mockloop", "mockup.png"));
      assert.equal((await resumed()).error?.code, "ARCHIVE_UNREADABLE");
    });

    it("sends nothing to an address because the journal says so, nor a key that it names", async () => {
      const other = await startFakeServer([says("Mine.")]);
      try {
        const model = parseModelRef(`${other.url}#m`);
        const modelKey = { kind: "file", path: join(victim, "keys", "id") } as const;
        prepareRun(start({ model, modelKey }));
        const { error } = await resumed();
        assert.equal(error?.code, "BAD_OPTION");
        assert.deepEqual(error.remedy, { kind: "name-server", model: `${other.url}#m` });
        assert.equal(other.received.length, 0);
      } finally {
        await other.stop();
      }
    });

    it("loads no model file because the journal says so, but says which option does", async () => {
      prepareRun(start({ model: parseModelRef(join(victim, "x.gguf"), "/y.gguf") }));
      const { error } = await resumed();
      assert.equal(error?.code, "BAD_OPTION");
      assert.deepEqual(error.remedy, {
        ...{ kind: "name-model", model: join(victim, "x.gguf"), mmproj: "/y.gguf" },
      });
      const named = await resumed({ model: parseModelRef(join(victim, "x.gguf")) });
      assert.notEqual(named.code, EXIT.error, named.error?.message);
    });

    it("reads no components because the journal says so, but says which option does", async () => {
      const components = join(victim, "mockloop.components.json");
      prepareRun(start({ model: parseModelRef("scripted"), components }));
      const { error } = await resumed();
      assert.equal(error?.code, "BAD_OPTION");
      assert.deepEqual(error.remedy, { kind: "name-components", file: components });
      const named = await resumed({ components });
      assert.match(named.error?.message ?? "", /There is no components file/, "it was looked for");
    });

    it("writes nowhere because the journal says so", async () => {
      prepareRun(
        start({
          model: parseModelRef("scripted"),
          out: victim,
          runDir: victim,
          browserPath: victim,
        }),
      );
      assert.notEqual((await resumed()).code, EXIT.error);
      assert.ok(existsSync(out("index.html")));
    });

    it("ends with a plain word on a journal of nonsense", async () => {
      const whole = iteration(1, 0.9);
      const lines: readonly (readonly [string, unknown[]])[] = [
        ["ARCHIVE_UNREADABLE", ["{", "null", "[]", "[".repeat(100_000)]],
        ["ARCHIVE_UNREADABLE", [{ type: "run-start", request: { mockup: "m", runDir: "r" } }]],
        ["ARCHIVE_UNREADABLE", [start({ hardware: null as never })]],
        ["ARCHIVE_UNREADABLE", [start({ maxIterations: 1e9 })]],
        ["ARCHIVE_UNREADABLE", [start({ hardware: { contextTokens: 1e15 } })]],
        ["BAD_OPTION", [start({ model: parseModelRef("scripted"), target: "__proto__" })]],
        [
          "",
          [
            start({ model: parseModelRef("scripted") }),
            { ...whole, ms: null },
            { ...whole, number: -1 },
          ],
        ],
        [
          "",
          [
            start({ model: parseModelRef("scripted") }),
            { ...whole, number: 1e300 },
            { ...whole, files: [7] },
          ],
        ],
        [
          "",
          [
            start({ model: parseModelRef("scripted") }),
            { ...whole, files: ["../../../victim/.env"] },
          ],
        ],
        [
          "",
          [
            start({ model: parseModelRef("scripted") }),
            { ...whole, scores: { fidelity: "x" }, usage: 1 },
          ],
        ],
      ];
      for (const [code, journal] of lines) {
        prepareRun(...journal);
        const { error } = await resumed({ maxIterations: 1 });
        assert.equal(error?.code ?? "", code, JSON.stringify(journal).slice(0, 200));
      }
    });

    for (const name of ["journal.jsonl", "mockup.png", "iterations/001/files/index.html"])
      it(`does not wait for a pipe that is called ${name}`, async function () {
        prepareRun(start({ model: parseModelRef("scripted") }), iteration(1, 0.9));
        mkdirSync(out(".mockloop", "iterations", "001", "files"), { recursive: true });
        rmSync(out(".mockloop", name), { force: true });
        preparePipe(this, out(".mockloop", name));
        const { error } = await resumed();
        if (name.startsWith("iterations")) assert.equal(error, undefined);
        else assert.match(error?.code ?? "", /PATH_REFUSED|ARCHIVE_UNREADABLE/);
      });
  });

  describe("compare", () => {
    async function given(page: string): Promise<ReadonlyMap<string, Uint8Array>> {
      let files: ReadonlyMap<string, Uint8Array> = new Map();
      const session = fakeSession(undefined, 0, (request) => (files = request.files));
      const options = {
        json: true,
        diff: undefined,
        minFidelity: 0,
        minCode: undefined,
        scale: undefined,
      };
      await compare(session, "m.png", page, options, silent, never);
      return files;
    }

    it("gives the page nothing that links lead to outside its folder", async function () {
      writeFileSync(out("page.html"), "<p>");
      writeFileSync(out("real.css"), "p {}");
      writeFileSync(out(".secret"), "x");
      prepareLink(this, "real.css", out("alias.css"));
      prepareLink(this, ".secret", out("secret.css"));
      prepareLink(this, join(victim, "keys", "id"), out("key.txt"));
      prepareLink(this, "/proc/self/environ", out("environ.txt"));
      prepareLink(this, "/proc/self/pagemap", out("pagemap.bin"));
      prepareLink(this, victim, out("folder"));
      const files = await given(out("page.html"));
      assert.deepEqual([...files.keys()].sort(), ["alias.css", "page.html", "real.css"]);
    });

    it("takes no page that is a link leading out", async function () {
      prepareLink(this, join(victim, "index.html"), out("page.html"));
      await assert.rejects(given(out("page.html")), { code: "BAD_OPTION" });
    });

    it("puts its picture nowhere that links lead to", async function () {
      writeFileSync(out("page.html"), "<p>");
      prepareLink(this, join(victim, "index.html"), out("diff.png"));
      prepareLink(this, victim, out("shots"));
      const withDiff = (diff: string): Promise<unknown> =>
        inRepository(() =>
          compare(
            fakeSession(),
            "m.png",
            out("page.html"),
            { json: true, diff, minFidelity: 0, minCode: undefined, scale: undefined },
            silent,
            never,
          ),
        );
      await withDiff(out("diff.png"));
      assert.ok(lstatSync(out("diff.png")).isFile());
      await assert.rejects(withDiff(out("shots", "diff.png")), { code: "PATH_REFUSED" });
    });

    it("does not wait for pipes", async function () {
      writeFileSync(out("page.html"), "<p>");
      preparePipe(this, out("pipe.css"));
      assert.deepEqual([...(await given(out("page.html"))).keys()], ["page.html"]);
      preparePipe(this, out("pipe.html"));
      await assert.rejects(given(out("pipe.html")), { code: "BAD_OPTION" });
    });

    it("is aborted before it has read all", async () => {
      for (const name of ["page.html", "a.css", "b.css"]) writeFileSync(out(name), "<p>");
      const session = fakeSession(undefined, 0, () => assert.fail("nothing is drawn"));
      const options = {
        json: true,
        diff: undefined,
        minFidelity: 0,
        minCode: undefined,
        scale: undefined,
      };
      const page = out("page.html");
      await assert.rejects(compare(session, "m.png", page, options, silent, AbortSignal.abort()), {
        name: "AbortError",
      });
    });
  });
});
