import assert from "node:assert/strict";
import { MockloopError } from "../../../src/base/errors";
import { visibleLine } from "../../../src/base/text/visibleText";
import { confinePath, FILE_LIMITS, SourceFiles } from "../../../src/project/sourceFiles";

const isRefused = (error: unknown): boolean =>
  error instanceof MockloopError && error.code === "PATH_REFUSED";

describe("confinePath", () => {
  it("normalises what stays inside", () => {
    assert.equal(confinePath("./a//b.css"), "a/b.css");
    assert.equal(confinePath("index.html"), "index.html");
    assert.equal(confinePath("assets/größe 1.png"), "assets/größe 1.png");
  });

  const refused = [
    "",
    "/",
    ".",
    "../x",
    "a/../../x",
    "/etc/passwd",
    "~/x",
    "C:/x",
    "c:x",
    "..\\x",
    "a\\b",
    ".env",
    "a/.git/config",
    "CON",
    "nul.txt",
    "a/com1.css",
    "x\u0000.html",
    "x.html ",
    "x.",
    "a?b",
    "file:///etc/passwd",
    `${"x".repeat(201)}`,
    "con .txt",
    "COM¹.css",
    "conout$",
    "assets./logo.png",
    "a\ud800.css",
    "\udc00",
    "a\u0085.css",
    "a\u2028b.css",
    "logo\u202egnp.js",
    "index\u200b.html",
    "\ufeffindex.html",
  ];
  for (const path of refused)
    it(`refuses ${visibleLine(JSON.stringify(path.slice(0, 30)))}`, () =>
      assert.throws(() => confinePath(path), isRefused));

  it("counts a name's bytes, since that is what disks count", () => {
    const longest = "日".repeat(85);
    assert.equal(Buffer.byteLength(longest), 255);
    assert.equal(confinePath(`${longest}/${longest}`), `${longest}/${longest}`);
    for (const path of [`${longest}/${longest}x`, `${"é".repeat(150)}.html`])
      assert.throws(() => confinePath(path), /longer than 255 bytes/);
  });

  it("lets scripts join their letters as they have to", () => {
    for (const path of ["می\u200cخواهم.html", "👩\u200d💻.png"])
      assert.equal(confinePath(path), path);
  });

  it("shows of a long path only its beginning, and nothing that a terminal acts on", () => {
    for (const path of ["x".repeat(1e6), `${"../".repeat(1e5)}\u001b[2J`])
      assert.throws(
        () => confinePath(path),
        (error) => error instanceof MockloopError && error.userMessage.length < 400,
      );
  });
});

describe("SourceFiles", () => {
  it("gives back what was written, under the normal path", () => {
    const files = new SourceFiles();
    assert.equal(files.write("./index.html", "<p>ä</p>"), "index.html");
    assert.equal(files.readText("index.html"), "<p>ä</p>");
    assert.deepEqual(files.readBytes("index.html"), new TextEncoder().encode("<p>ä</p>"));
    assert.equal(files.readText("other.html"), undefined);
    assert.deepEqual(files.paths, ["index.html"]);
  });

  it("restores a snapshot whatever came after", () => {
    const files = new SourceFiles();
    files.write("a.css", "1");
    const snapshot = files.snapshot();
    files.write("a.css", "2");
    files.write("b.css", "3");
    files.restore(snapshot);
    assert.deepEqual([files.paths, files.readText("a.css")], [["a.css"], "1"]);
  });

  it("refuses names that cannot live side by side", () => {
    const files = new SourceFiles();
    files.write("a/b.css", "1");
    assert.throws(() => files.write("a", "x"), isRefused);
    assert.throws(() => files.write("a/b.css/c", "x"), isRefused);
    assert.throws(() => files.write("A/b.css", "x"), isRefused);
    assert.throws(() => files.write("A", "x"), isRefused);
    files.write("größe.css", "1");
    for (const path of ["gro\u0308ße.css", "GRO\u0308ße.css/x"])
      assert.throws(() => files.write(path, "x"), isRefused, path);
  });

  it("keeps to its limits", () => {
    const files = new SourceFiles();
    assert.throws(() => files.write("a.bin", new Uint8Array(FILE_LIMITS.fileBytes + 1)), isRefused);
    for (let i = 0; i < FILE_LIMITS.files; i++) files.write(`${i}.txt`, "x");
    assert.throws(() => files.write("more.txt", "x"), isRefused);
    files.write("0.txt", "replaced");
    assert.equal(files.readText("0.txt"), "replaced");
  });
});
