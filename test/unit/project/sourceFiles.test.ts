import assert from "node:assert/strict";
import { MockloopError } from "../../../src/base/errors";
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
  ];
  for (const path of refused)
    it(`refuses ${JSON.stringify(path.slice(0, 30))}`, () =>
      assert.throws(() => confinePath(path), isRefused));
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
