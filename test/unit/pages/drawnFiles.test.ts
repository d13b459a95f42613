import assert from "node:assert/strict";
import type { FilesSnapshot } from "../../../src/project/sourceFiles";
import { drawnFiles, refuseTailwind } from "../../../src/pages/drawnFiles";

const PAGE = '<link rel="stylesheet" href="site.css"><p class="p-4.75">Words</p>';

const textFiles = (files: Readonly<Record<string, string>>): FilesSnapshot =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));

describe("the files of a person's own page", () => {
  const plain = textFiles({ "home.html": PAGE, "site.css": "p { margin: 0; }" });
  const tailwind = textFiles({ "home.html": PAGE, "site.css": '@import "tailwindcss";' });

  it("are drawn as they are, without Tailwind", async () => {
    assert.equal(await drawnFiles("home.html", plain), plain);
  });

  it("are compiled where they are written for Tailwind", async () => {
    const files = await drawnFiles("home.html", tailwind);
    assert.deepEqual([...files.keys()], ["home.html", "site.css"]);
    assert.match(new TextDecoder().decode(files.get("site.css")), /\.p-4\\\.75 \{/);
  });

  it("are those of the page: what lies beside it is compiled where it is linked or imported, and nowhere else", async () => {
    const broken = "@theme { --color-x: red; }\np { @apply no-such-class; }";
    const beside = textFiles({
      ...{ "home.html": PAGE, "site.css": "p { margin: 0; }", "other.css": broken },
    });
    assert.equal(await drawnFiles("site/home.html", beside), beside);
    refuseTailwind("home.html", beside);
    const imported = textFiles({
      "home.html": PAGE,
      "site.css": '@import "./parts/theme.css";',
      "parts/theme.css": '@import "tailwindcss";\n@import "./tokens.css";',
      "parts/tokens.css": "@theme { --color-brand: #123456; }",
      "other.css": broken,
    });
    const files = await drawnFiles("home.html", imported);
    assert.match(new TextDecoder().decode(files.get("parts/theme.css")), /\.p-4\\\.75 \{/);
    assert.throws(() => refuseTailwind("home.html", imported), { code: "BAD_OPTION" });
  });

  it("are found by addresses from the top, and with characters written as numbers", async () => {
    const files = await drawnFiles(
      "home.html",
      textFiles({
        "home.html": PAGE.replace("site.css", "parts/site.css"),
        "parts/site.css": '@import "/own%20theme.css";',
        "own theme.css": '@import "tailwindcss";',
      }),
    );
    assert.match(new TextDecoder().decode(files.get("own theme.css")), /\.p-4\\\.75 \{/);
  });

  it("are told to be wrong when Tailwind cannot read them", async () => {
    const files = textFiles({ "home.html": PAGE, "site.css": "p { @apply no-such-class; }" });
    await assert.rejects(drawnFiles("home.html", files), {
      code: "PAGE_FAILED",
      message: /home\.html could not be drawn: .*\nsite\.css: .*no-such-class/,
    });
  });

  it("are not tidied where their classes are Tailwind's", () => {
    refuseTailwind("home.html", plain);
    assert.throws(() => refuseTailwind("home.html", tailwind), { code: "BAD_OPTION" });
  });
});
