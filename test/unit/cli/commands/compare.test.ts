import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Size } from "../../../../src/base/geometry";
import { compare } from "../../../../src/cli/commands/compare";
import type { CompareOptions } from "../../../../src/cli/commands/compare";
import { addView } from "../../../../src/cli/flags/viewFlags";
import type { Comparison } from "../../../../src/compare/comparison";
import { createBitmap } from "../../../../src/image/bitmap";
import type { MockupSource } from "../../../../src/mockup/loadMockup";
import type { RenderRequest } from "../../../../src/render/renderer";
import { emptyInspection, fakeMockup } from "../../../fakes/fakeMockup";
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
const ignore = { write: (): void => undefined, warn: (): void => undefined };

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

  describe("measures what it is asked to", () => {
    const RED = [255, 0, 0] as const;
    const MASK = { x: 50, y: 0, width: 50, height: 80 };

    /** Every page is drawn with its right half red, which the mockups' is not. */
    function session() {
      const plain = fakeSession();
      const drawn = (size: Size) => {
        const bitmap = createBitmap(size.width, size.height, [10, 20, 30]);
        for (let y = 0; y < size.height; y++)
          for (let x = 50; x < size.width; x++) bitmap.rgba.set(RED, (y * size.width + x) * 4);
        return bitmap;
      };
      const notice = {
        stage: "reading",
        region: MASK,
        message: "Text could not be read.",
      } as const;
      return {
        ...plain,
        load: (source: MockupSource) =>
          Promise.resolve(
            source.kind === "path" && source.path.endsWith("phone.png")
              ? { ...fakeMockup(50, 80), name: "phone.png" }
              : fakeMockup(),
          ),
        inspect: () => Promise.resolve({ ...emptyInspection(), notices: [notice] }),
        renderer: {
          ...plain.renderer,
          render: ({ viewport }: RenderRequest) =>
            Promise.resolve({
              ok: true,
              render: {
                ...{ bitmap: drawn(viewport), pageSize: viewport, textLines: [], elements: [] },
                ...{ facts: [], ms: { load: 0, settle: 0, capture: 0 } },
              },
            } as const),
        },
      };
    }

    async function compared(change: Partial<CompareOptions>) {
      const page = join(temp(), "page.html");
      writeFileSync(page, "");
      const [written, warned]: string[][] = [[], []];
      const output = {
        write: (text: string) => void written?.push(text),
        warn: (text: string) => void warned?.push(text),
      };
      const asked = { ...options, minFidelity: 0.95, ...change };
      const code = await compare(session(), "m.png", page, asked, output, never);
      return { code, text: written?.join("") ?? "", warned };
    }

    it("without what masks leave out", async () => {
      const mask = join(temp(), "masks.json");
      writeFileSync(mask, JSON.stringify([MASK]));
      const open = await compared({});
      assert.equal(open.code, 2);
      assert.equal((JSON.parse(open.text) as { mismatchRatio: number }).mismatchRatio, 0.5);

      const masked = await compared({ mask });
      assert.equal(masked.code, 0);
      const { fidelity, differences, masks } = JSON.parse(masked.text) as Comparison;
      assert.deepEqual([fidelity.toFixed(9), differences, masks], ["1.000000000", [], [MASK]]);
      const inWords = await compared({ mask, json: false });
      assert.match(inWords.text, /^Fidelity 1\.000 .*without what 1 mask leaves out\n/);
    });

    it("in several views, of which the worst decides", async () => {
      const views = [{ mockup: "/phone.png" }];
      const { code, text } = await compared({ views, diff: join(temp(), "diff.png") });
      assert.equal(code, 2);
      const { fidelity, views: each } = JSON.parse(text) as Comparison & {
        readonly views: readonly { readonly name: string; readonly fidelity: number }[];
      };
      assert.deepEqual(
        each.map(({ name }) => name),
        ["fake.png", "phone.png"],
      );
      assert.deepEqual([each[0]?.fidelity, each[1]?.fidelity], [fidelity, 1]);
      for (const name of ["diff.png", "diff-2.png"]) assert.ok(existsSync(join(temp(), name)));
      const inWords = await compared({ views, json: false });
      assert.match(inWords.text, /^fake\.png \(100 px wide\):\nFidelity 0\./);
      assert.match(inWords.text, /phone\.png \(50 px wide\):\nFidelity 1\.000/);
    });

    it("and tells what could not be measured in the mockup", async () => {
      const { text, warned } = await compared({});
      assert.deepEqual(warned, ["Text could not be read.\n"]);
      const { notices } = JSON.parse(text) as { readonly notices: unknown };
      assert.deepEqual(notices, ["Text could not be read."]);
    });
  });
});

describe("--view", () => {
  it("is a picture with the width of its window, or without", () => {
    const both = addView("phone@2x.png", addView("390=a=b.png"));
    assert.deepEqual(both, [
      { mockup: resolve("a=b.png"), viewport: { width: 390, height: 1 } },
      { mockup: resolve("phone@2x.png") },
    ]);
    for (const text of ["", "390=", "0=phone.png"]) assert.throws(() => addView(text), /390=phone/);
  });
});
