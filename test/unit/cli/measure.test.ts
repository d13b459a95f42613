import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "../../../src/cli/measure";
import { fakeSession } from "../../fakes/fakeSession";
import { prepareLink } from "../../fakes/preparedFiles";
import { useTempFolder } from "../../fakes/tempFolder";

const never = new AbortController().signal;
const options = { json: true, diff: undefined, minFidelity: 0, scale: undefined };
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
