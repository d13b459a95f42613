import assert from "node:assert/strict";
import fc from "fast-check";
import picomatch from "picomatch";
import { alternativesOf, fitsGlob, MAX_ALTERNATIVES } from "../../../src/policy/fitsGlob";

describe("fitsGlob", () => {
  it("knows what people write", () => {
    for (const [glob, path, fits] of [
      ["*.html", "index.html", true],
      ["*.html", "a/index.html", false],
      ["**/*.html", "index.html", true],
      ["**/*.html", "a/b/index.html", true],
      ["src/**", "src/a/.env", true],
      ["src/**", "srcs/a", false],
      ["**/.env", ".env", true],
      ["a?c.css", "abc.css", true],
      ["a?c.css", "a/c.css", false],
      ["[a-c]x", "bx", true],
      ["[!a-c]x", "bx", false],
      ["{a,b/c}/*.{css,ts}", "b/c/x.ts", true],
      ["{a,{b,c}}", "c", true],
      ["\\*.css", "x.css", false],
      ["\\*.css", "*.css", true],
      ["!**/*.css", "a.html", true],
      ["(a|b)+", "a", false],
    ] as const)
      assert.equal(fitsGlob(path, glob, false), fits, `${glob} ${path}`);
  });

  it("says of simple globs what others say", () => {
    const names = fc.constantFrom("a", "b", ".a", "ab", "aab", "a.b");
    const paths = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const segments = fc.constantFrom(
      "a",
      "*",
      "**",
      "a*",
      "*b",
      "?",
      "[ab]",
      "{a,ab}",
      ".*",
      "a*b",
    );
    const globs = fc
      .array(segments, { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join("/"));
    fc.assert(
      fc.property(globs, paths, (glob, path) => {
        const options = { dot: true, noextglob: true } as const;
        assert.equal(fitsGlob(path, glob, false), picomatch.isMatch(path, glob, options));
      }),
      { seed: 14, numRuns: 3_000 },
    );
  });

  it("ends with globs over which regular expressions never would", () => {
    for (const glob of ["*a".repeat(100) + "b", "**/a/".repeat(50) + "b", "*".repeat(250) + "b"])
      assert.equal(fitsGlob(`${"a/".repeat(900)}${"a".repeat(2_000)}`, glob, true), false);
  });

  it("makes no more of braces than it must", () => {
    assert.deepEqual([...(alternativesOf("x{a,b}{1,}") ?? [])].sort(), ["xa", "xa1", "xb", "xb1"]);
    const much = "{a,b}".repeat(50);
    assert.equal(alternativesOf(much), undefined);
    for (const inDoubt of [true, false]) assert.equal(fitsGlob("a", much, inDoubt), inDoubt);
    assert.ok((alternativesOf("{a,b}".repeat(5))?.length ?? 99) <= MAX_ALTERNATIVES);
  });
});
