import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { unzipSync } from "fflate";
import { zipFiles } from "../../../../src/vscode/code/zipFiles";

describe("zipFiles", () => {
  it("packs texts, stores what is packed already, and loses nothing of small and large files", async () => {
    const files = new Map<string, Uint8Array>([
      ["index.html", new TextEncoder().encode("<p>Ümlaut</p>\n".repeat(40_000))],
      ["empty.css", new Uint8Array()],
      ["assets/photo.jpg", randomBytes(700_001)],
      ["assets/font.woff2", new Uint8Array(128_000)],
    ]);
    const zip = await zipFiles(files);
    assert.deepEqual(
      Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, Buffer.from(bytes)]),
      [...files].map(([path, bytes]) => [path, Buffer.from(bytes)]),
    );
    assert.ok(zip.length > 828_001, "a font of zeros is stored as it is");
    assert.ok(zip.length < 900_000, "the text is packed");
  });

  it("lets others have their turn meanwhile", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await zipFiles(new Map([["a.jpg", randomBytes(8_000_000)]]));
    clearInterval(timer);
    assert.ok(turns >= 5, `${turns} turns`);
  });
});
