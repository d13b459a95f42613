import assert from "node:assert/strict";
import { inlinePage } from "../../../src/craft/inlinePage";

const encoder = new TextEncoder();
const inline = (files: Readonly<Record<string, string>>) =>
  inlinePage(
    new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)])),
    "index.html",
    "to",
  );

describe("inlinePage", () => {
  it("leads addresses into the folder, and leaves words alone that look like them", () => {
    const { body } = inline({
      "index.html": `<body><p title="a.png">see "a.png", (a.png)</p><img src=a.png><!-- src="a.png" --></body>`,
      "a.png": "",
    });
    assert.equal(
      body,
      `<p title="a.png">see "a.png", (a.png)</p><img src="to/a.png"><!-- src="a.png" -->`,
    );
  });

  it("finds files under any spelling of their address", () => {
    const { body } = inline({
      "index.html": `<body><img src="./my%20pic.png?v=1#x" srcset="a.png 1x, ./b.png 2x"><a href="https://a.png">a</a></body>`,
      "my pic.png": "",
      "a.png": "",
      "b.png": "",
    });
    assert.equal(
      body,
      `<img src="to/my%20pic.png?v=1#x" srcset="to/a.png 1x, to/b.png 2x"><a href="https://a.png">a</a>`,
    );
  });

  it("reads a sheet's addresses from where the sheet was", () => {
    const { style, assets } = inline({
      "index.html": `<link href=css/s.css rel="preload stylesheet"><p>`,
      "css/s.css": `/* url(../a.png) */ p { background: url(../a.png), url('b.png') }`,
      "a.png": "",
      "css/b.png": "",
    });
    assert.equal(
      style,
      `<style>\n/* url(../a.png) */ p { background: url(to/a.png), url('to/css/b.png') }\n</style>\n`,
    );
    assert.deepEqual([...assets.keys()], ["a.png", "css/b.png"]);
  });

  it("moves what style elements and style attributes refer to", () => {
    const { document } = inline({
      "index.html": `<style>p { background: url(a.png) }</style><p style="background: url('a.png')">`,
      "a.png": "",
    });
    assert.equal(
      document,
      `<style>p { background: url(to/a.png) }</style><p style="background: url('to/a.png')">`,
    );
  });

  it("puts the styles of several sheets where the first was linked", () => {
    const { document, body } = inline({
      "index.html": `<head>\n  <link rel="stylesheet" href="a.css">\n  <link rel="stylesheet" href="b.css">\n</head><body>x</body>`,
      "a.css": "a {}",
      "b.css": "b {}",
    });
    assert.equal(document, "<head>\n<style>\na {}\nb {}\n</style>\n</head><body>x</body>");
    assert.equal(body, "x");
  });

  it("takes a tag in a comment or a script for what it is", () => {
    const { body } = inline({
      "index.html": `<!-- <body>no</body> --><body><script>"</body>"</script>yes</body>`,
    });
    assert.equal(body, `<script>"</body>"</script>yes`);
  });

  it("gives each file an address of its own, where one is made from its path", () => {
    const { document } = inlinePage(
      new Map([
        [
          "index.html",
          encoder.encode('<link rel="stylesheet" href="s.css"><img src="./a%20b.png?v">'),
        ],
        ["s.css", encoder.encode("p { src: url(f/x.woff2#i) url(none.png) }")],
        ["a b.png", encoder.encode("")],
        ["f/x.woff2", encoder.encode("")],
      ]),
      "index.html",
      (path) => `<${path}>`,
    );
    assert.match(document, /<img src="<a b.png>">/);
    assert.match(document, /url\(<f\/x.woff2>\) url\(none.png\)/);
  });
});
