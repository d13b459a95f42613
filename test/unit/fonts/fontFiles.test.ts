import assert from "node:assert/strict";
import { FONT_CATALOG } from "../../../src/fonts/fontCatalog";
import { provideFonts, readFontFile } from "../../../src/fonts/fontFiles";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe("readFontFile", () => {
  it("finds a woff2 for every file of the catalogue", async () => {
    for (const path of FONT_CATALOG.flatMap((family) => family.files.map((file) => file.path))) {
      const bytes = await readFontFile(path);
      assert.equal(
        new TextDecoder().decode(bytes?.subarray(0, 4)),
        "wOF2",
        `${path} is no woff2 file`,
      );
    }
  });

  it("knows nothing outside the catalogue", async () => {
    assert.equal(await readFontFile("fonts/../package.json"), undefined);
    assert.equal(await readFontFile("fonts/comic.woff2"), undefined);
  });
});

describe("provideFonts", () => {
  it("adds the fonts the CSS refers to, each with its licence, and nothing else", async () => {
    const files = new Map([
      ["index.html", text("<style>@font-face{src:url('fonts/lato-400.woff2')}</style>")],
      ["styles.css", text('@font-face { src: url("fonts/inter.woff2") format("woff2"); }')],
    ]);
    const provided = await provideFonts(files);
    assert.deepEqual([...provided.keys()].sort(), [
      "fonts/inter-LICENSE.txt",
      "fonts/inter.woff2",
      "fonts/lato-400.woff2",
      "fonts/lato-LICENSE.txt",
      "index.html",
      "styles.css",
    ]);
    const licence = new TextDecoder().decode(provided.get("fonts/inter-LICENSE.txt"));
    assert.match(licence, /Open Font License/i);
  });

  it("resolves references from a stylesheet in a folder", async () => {
    const files = new Map([["css/site.css", text("@font-face{src:url(../fonts/rubik.woff2)}")]]);
    assert.ok((await provideFonts(files)).has("fonts/rubik.woff2"));
  });

  it("leaves files that are there and unknown fonts alone", async () => {
    const mine = text("mine");
    const files = new Map([
      ["fonts/inter.woff2", mine],
      ["styles.css", text("a{src:url(fonts/inter.woff2)} b{src:url(fonts/unknown.woff2)}")],
    ]);
    const provided = await provideFonts(files);
    assert.equal(provided.get("fonts/inter.woff2"), mine);
    assert.equal(provided.has("fonts/unknown.woff2"), false);
  });

  it("does not look into files that are neither HTML nor CSS", async () => {
    const files = new Map([["notes.txt", text("url(fonts/inter.woff2)")]]);
    assert.equal((await provideFonts(files)).size, 1);
  });
});
