import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dropDoubles } from "../../../src/batch/compareModels/compareModels";
import { findMockupSet } from "../../../src/app/batch/findMockupSet";
import { benchModels } from "../../../src/cli/batch/benchModels";
import { listMockups } from "../../../src/cli/input/listMockups";
import { createTextReporter } from "../../../src/cli/output/reporter";
import { parseModelRef, TRACER } from "../../../src/protocol/modelRef";
import type { ModelRef } from "../../../src/protocol/modelRef";
import { batchSession, pageWriter } from "../../fakes/batchSession";
import { ScriptedModel } from "../../fakes/scriptedModel";
import { useTempFolder } from "../../fakes/tempFolder";

const never = new AbortController().signal;

describe("comparing models", () => {
  const temp = useTempFolder();

  /** A model that calls a tool that is not there, then writes a page. */
  const clumsy = (): ScriptedModel =>
    new ScriptedModel([
      { calls: [{ name: "draw_page", args: {} }] },
      { calls: [{ name: "write_file", args: { path: "index.html", content: "<p>x</p>" } }] },
      { calls: [{ name: "finish", args: { summary: "done" } }] },
    ]);
  const failing = (): ScriptedModel => {
    const failure = { code: "refused", message: "No.", retryable: false } as const;
    return new ScriptedModel(Array.from({ length: 9 }, () => ({ failure })));
  };

  it("has a row for each, in numbers, as a table and as a page", async () => {
    mkdirSync(join(temp(), "set"));
    for (const name of ["a.png", "b.png"]) writeFileSync(join(temp(), "set", name), name);
    const made = { tracer: pageWriter, clumsy, "q4/broken": failing };
    const session = {
      ...batchSession(() => pageWriter()),
      findModel: ({ model }: { readonly model: ModelRef }) => {
        const name = model.kind === "installed" ? model.name : "tracer";
        return () => made[name as keyof typeof made]();
      },
    };
    let text = "";
    const models = [TRACER, parseModelRef("clumsy"), parseModelRef("q4/broken")];
    const out = join(temp(), "out");
    const code = await benchModels(
      session,
      models.map((model) => ({
        template: { model, target: "html", maxIterations: 1 },
        concurrency: 2,
      })),
      await listMockups([join(temp(), "set")]),
      { folder: out, goOn: false, force: false },
      createTextReporter({ write: (part) => (text += part), live: false, columns: 80 }),
      never,
    );
    assert.equal(code, 1, "a model that fails is an error");
    const table = text
      .split("\n")
      .map((line) => line.split(/ {2,}/))
      .filter(([name = ""]) => /^(model|tracer|clumsy|q4\/broken)$/.test(name));
    const column = (name: string): (string | undefined)[] => {
      const at = table[0]?.indexOf(name) ?? -1;
      return table.slice(1).map((cells) => cells[at]);
    };
    assert.deepEqual(column("done"), ["2/2", "2/2", "0/2"]);
    assert.deepEqual(column("calls"), ["100.00 %", "66.67 %", "–"]);
    assert.deepEqual(column("draft"), column("best"));
    assert.match(column("best")[0] ?? "", /^[01]\.\d{3}$/);
    assert.equal(column("best")[2], "–");
    assert.deepEqual(column("out"), ["20", "30", "0"]);
    const html = readFileSync(join(out, "mockloop-models.html"), "utf8");
    const places = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place = ""]) => place);
    assert.ok(places.length >= 8);
    for (const place of places) assert.ok(existsSync(join(out, decodeURIComponent(place))), place);
  });

  it("leaves out a model that is named twice", () => {
    const named = ["tracer", "a", "tracer", "a", "b"].map((name) => parseModelRef(name));
    assert.deepEqual(
      dropDoubles(named),
      ["tracer", "a", "b"].map((name) => parseModelRef(name)),
    );
  });

  it("has mockups of its own, a few hundred kB at most", async () => {
    const mockups = await listMockups([await findMockupSet()]);
    assert.ok(mockups.length >= 5);
    const bytes = mockups.reduce((sum, path) => sum + readFileSync(path).length, 0);
    assert.ok(bytes > 50e3 && bytes < 500e3, String(bytes));
  });
});
