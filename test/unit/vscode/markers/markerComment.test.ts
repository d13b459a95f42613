import assert from "node:assert/strict";
import { comment, createMarker, findMarker } from "../../../../src/vscode/markers/markerComment";

describe("markerComment", () => {
  it("writes comments as the language has them", () => {
    const expected: Readonly<Record<string, string>> = {
      html: "<!-- a -->",
      markdown: "<!-- a -->",
      css: "/* a */",
      typescriptreact: "{/* a */}",
      python: "# a",
      sql: "-- a",
      plaintext: "[ a ]",
    };
    for (const [language, text] of Object.entries(expected))
      assert.equal(comment(language, "a"), text);
  });

  it("lets no file name end the comment or begin a line", () => {
    assert.equal(comment("html", "a--><script>"), "<!-- a–<script> -->");
    assert.equal(comment("css", "a*/b"), "/* a–b */");
    assert.equal(comment("python", "a\nimport os"), "# a import os");
  });

  it("finds a marker again, wherever it is now", () => {
    const marker = createMarker("html", "signup.png", "a1b2c3");
    assert.deepEqual(findMarker(`<p>\n${marker}</p>`, marker), {
      start: 4,
      end: 4 + marker.length,
    });
    assert.equal(findMarker("<p></p>", marker), undefined);
    assert.equal(findMarker(createMarker("html", "signup.png", "ffffff"), marker), undefined);
  });
});
