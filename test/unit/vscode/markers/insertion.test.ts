import assert from "node:assert/strict";
import { composeInsertion } from "../../../../src/vscode/markers/insertion";

const encoder = new TextEncoder();
const files = new Map(
  Object.entries({
    "index.html": `<!doctype html>
<html>
  <head>
    <link rel="stylesheet" href="styles.css">
    <title>T</title>
  </head>
  <body>
    <main>
      <img src="assets/a.png" srcset="assets/a.png 1x" alt="assets/a.pngs">
    </main>
  </body>
</html>
`,
    "styles.css": `@font-face { src: url(fonts/x.woff2); }\nmain { background: url("./assets/a.png"); }\n`,
    "assets/a.png": "A",
    "fonts/x.woff2": "X",
  }).map(([path, text]) => [path, encoder.encode(text)] as const),
);
const insert = (languageId: string, rest: string, indent = "") =>
  composeInsertion(files, { languageId, rest, folder: "signup", mockupName: "signup.png", indent });

describe("composeInsertion", () => {
  it("makes a page that holds nothing else the whole page, with its styles inside", () => {
    const { text } = insert("html", " \n");
    assert.match(text, /^<!doctype html>/);
    assert.match(text, /<style>\n@font-face[\s\S]+<\/style>/);
    assert.doesNotMatch(text, /<link/);
    assert.match(text, /<title>T<\/title>/);
  });

  it("puts styles and body markup into a page with content, indented like the marker", () => {
    const { text } = insert("html", "<body></body>", "    ");
    assert.match(text, /^<style>\n {4}@font-face/);
    assert.match(text, /\n {4}<main>\n {6}<img/);
    assert.doesNotMatch(text, /<body|<html|<title/);
  });

  it("writes pictures and fonts beside the document, and lets references follow", () => {
    const { text, files: written } = insert("html", "<p>");
    assert.deepEqual([...written.keys()].sort(), ["signup/assets/a.png", "signup/fonts/x.woff2"]);
    assert.match(text, /src="signup\/assets\/a\.png" srcset="signup\/assets\/a\.png 1x"/);
    assert.match(text, /url\(signup\/fonts\/x\.woff2\)/);
    assert.match(text, /url\("signup\/assets\/a\.png"\)/);
    assert.match(text, /alt="assets\/a\.pngs"/);
  });

  it("names the page in every other document, and writes all files beside it", () => {
    const { text, files: written } = insert("css", "body {}");
    assert.equal(text, "/* signup.png: signup/index.html */");
    assert.deepEqual(
      [...written.keys()],
      [...files.keys()].map((path) => `signup/${path}`),
    );
    assert.deepEqual(written.get("signup/styles.css"), files.get("styles.css"));
  });
});
