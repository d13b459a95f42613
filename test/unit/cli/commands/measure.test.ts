import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare, inspect } from "../../../../src/cli/commands/measure";
import { emptyInspection } from "../../../fakes/fakeMockup";
import { fakeSession } from "../../../fakes/fakeSession";
import { prepareLink } from "../../../fakes/preparedFiles";
import { useTempFolder } from "../../../fakes/tempFolder";

const never = new AbortController().signal;
const options = {
  json: true,
  diff: undefined,
  minFidelity: 0,
  minCode: undefined,
  scale: undefined,
};
const ignore = (): void => undefined;

describe("mockloop compare", () => {
  const temp = useTempFolder();

  /** The files that the browser is given for a page. */
  async function filesOf(page: string): Promise<string[]> {
    const given: string[] = [];
    const session = fakeSession(undefined, 0, ({ files, entry }) => {
      given.push(...files.keys());
      assert.ok(files.has(entry), `${entry} is among the files`);
    });
    assert.equal(await compare(session, "m.png", page, options, ignore, never), 0);
    return given.sort();
  }

  it("takes what is in the page's folder, and no more", async () => {
    mkdirSync(join(temp(), "page ü", "parts"), { recursive: true });
    mkdirSync(join(temp(), "page ü", "node_modules"));
    for (const name of ["my page#1.html", "parts/a.css", "node_modules/b.js", ".env"])
      writeFileSync(join(temp(), "page ü", name), "");
    writeFileSync(join(temp(), "outside.html"), "");
    const page = join(temp(), "page ü", "my page#1.html");
    assert.deepEqual(await filesOf(page), ["my page#1.html", "parts/a.css"]);
  });

  it("follows links to files in its folder, but none to folders, nor into nothing", async function () {
    mkdirSync(join(temp(), "page", "parts"), { recursive: true });
    writeFileSync(join(temp(), "page", "parts", "real.html"), "");
    prepareLink(this, join("parts", "real.html"), join(temp(), "page", "index.html"));
    prepareLink(this, join(temp(), "page"), join(temp(), "page", "circle"));
    prepareLink(this, join(temp(), "nothing"), join(temp(), "page", "broken.css"));
    const files = await filesOf(join(temp(), "page", "index.html"));
    assert.deepEqual(files, ["index.html", "parts/real.html"]);
  });

  it("says so when there is no page", async () => {
    const page = join(temp(), "none.html");
    const session = fakeSession();
    await assert.rejects(compare(session, "m.png", page, options, ignore, never), {
      code: "BAD_OPTION",
    });
  });
});

describe("mockloop inspect", () => {
  it("prints what was measured, and warns of what could not be", async () => {
    const region = { x: 0, y: 0, width: 100, height: 20 };
    const notice = { stage: "reading", region, message: "Text could not be read." } as const;
    const inspection = { ...emptyInspection(), notices: [notice] };
    const session = { ...fakeSession(), inspect: () => Promise.resolve(inspection) };
    const printed: string[] = [];
    const warned: string[] = [];
    const output = {
      write: (text: string) => void printed.push(text),
      warn: (text: string) => void warned.push(text),
    };
    const asked = { json: true, overlay: undefined, scale: undefined };
    assert.equal(await inspect(session, "m.png", asked, output, never), 0);
    assert.deepEqual(warned, ["Text could not be read.\n"]);
    assert.deepEqual(
      printed.map((line) => JSON.parse(line) as unknown),
      [inspection],
    );
  });
});
