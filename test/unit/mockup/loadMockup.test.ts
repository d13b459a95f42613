import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { isAbort } from "../../../src/base/async";
import { MockloopError, type ErrorCode } from "../../../src/base/errors";
import { createBitmap, type Bitmap } from "../../../src/image/bitmap";
import { decodePng, encodePng } from "../../../src/image/codec";
import { describeScale } from "../../../src/mockup/describeScale";
import { loadMockup, MOCKUP_LIMITS } from "../../../src/mockup/loadMockup";
import { SCALE_RANGE } from "../../../src/mockup/mockup";
import type { MockupSource } from "../../../src/mockup/readSource";
import { pngHeaderOnly } from "../image/pngHeaderOnly";

const fails =
  (code: ErrorCode, words: RegExp) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof MockloopError, String(error));
    assert.equal(error.code, code);
    assert.match(error.userMessage, words);
    return true;
  };

const bytesOf = (name: string, content: string | Uint8Array): MockupSource => ({
  kind: "bytes",
  name,
  bytes: typeof content === "string" ? Buffer.from(content) : content,
});

describe("loadMockup", () => {
  let folder: string;
  let png: Uint8Array;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "mockloop mockup "));
    png = await encodePng(createBitmap(40, 20, [1, 2, 3]));
    await writeFile(join(folder, "page@2x.png"), png);
  });
  after(() => rm(folder, { recursive: true }));

  it("loads the same mockup from a path, a file: URI and bytes", async () => {
    const path = join(folder, "page@2x.png");
    const sources: MockupSource[] = [
      { kind: "path", path },
      { kind: "uri", uri: pathToFileURL(path).href },
      bytesOf("page@2x.png", png),
    ];
    for (const source of sources) {
      const mockup = await loadMockup(source);
      assert.equal(mockup.name, "page@2x.png");
      assert.equal(mockup.deviceScaleFactor, 2);
      assert.deepEqual(mockup.cssSize, { width: 20, height: 10 });
      assert.deepEqual([mockup.bitmap.width, mockup.bitmap.height], [40, 20]);
      assert.equal(mockup.hash, createHash("sha256").update(png).digest("hex"));
      assert.deepEqual(await decodePng(mockup.png), mockup.bitmap);
    }
  });

  it("trusts content, not names", async () => {
    const jpeg = await sharp(png).jpeg().toBuffer();
    assert.equal((await loadMockup(bytesOf("photo.png", jpeg))).cssSize.width, 40);
    assert.equal((await loadMockup(bytesOf("notes.txt", png))).cssSize.width, 40);
    await assert.rejects(
      loadMockup(bytesOf("text.png", "just some text")),
      fails("MOCKUP_UNSUPPORTED", /text\.png is no picture .* Use PNG/),
    );
  });

  it("says what to do about formats it does not read", async () => {
    const heic = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1");
    await assert.rejects(
      loadMockup(bytesOf("IMG_0041.HEIC", heic)),
      fails("MOCKUP_UNSUPPORTED", /IMG_0041\.HEIC is a HEIC photo.*Export it as JPEG or PNG/),
    );
    await assert.rejects(
      loadMockup(bytesOf("design.pdf", "%PDF-1.7\n%âãÏÓ")),
      fails("MOCKUP_UNSUPPORTED", /design\.pdf is a PDF.*PNG or SVG/),
    );
  });

  it("infers the scale of pictures of which neither an option nor the name says it", async () => {
    const inferScale = () => ({ deviceScaleFactor: 2, because: ["a sign"] });
    const inferred = await loadMockup(bytesOf("a.png", png), { inferScale });
    assert.deepEqual(inferred.cssSize, { width: 20, height: 10 });
    assert.deepEqual(inferred.inferredScale, inferScale());
    assert.equal(
      describeScale(inferred),
      "a.png is taken for 2× (20 × 10 CSS px): a sign. If that is wrong, set the scale factor.",
    );

    const named = await loadMockup(bytesOf("a@1x.png", png), { inferScale });
    const told = await loadMockup(bytesOf("a.png", png), { inferScale, deviceScaleFactor: 1 });
    for (const mockup of [named, told]) {
      assert.equal(mockup.deviceScaleFactor, 1);
      assert.equal(mockup.inferredScale, undefined);
    }
  });

  it("takes the scale factor from the option before the name", async () => {
    const scaleOf = async (name: string, deviceScaleFactor?: number): Promise<number> =>
      (await loadMockup(bytesOf(name, png), { deviceScaleFactor })).deviceScaleFactor;
    assert.equal(await scaleOf("a@3x.png"), 3);
    assert.equal(await scaleOf("a@1.5x.webp"), 1.5);
    assert.equal(await scaleOf("a@2X"), 2);
    assert.equal(await scaleOf("a@2x.png", 1), 1);
    assert.equal(await scaleOf("a@0.5x.png"), 0.5);
    for (const name of ["a.png", "a@0x.png", "a@9x.png", "a@2xl.png", "2x.png", "a@2x.old.png"])
      assert.equal(await scaleOf(name), 1, name);
  });

  it("takes every scale factor in the range that is offered, a page that was shrunk too", async () => {
    for (const deviceScaleFactor of [SCALE_RANGE.least, 0.8, SCALE_RANGE.most]) {
      const { cssSize } = await loadMockup(bytesOf("a.png", png), { deviceScaleFactor });
      const { width } = (await loadMockup(bytesOf("a.png", png))).bitmap;
      assert.equal(cssSize.width, Math.round(width / deviceScaleFactor));
    }
  });

  it("refuses scale factors out of range", async () => {
    for (const deviceScaleFactor of [0, 0.49, -1, 4.1, NaN, Infinity])
      await assert.rejects(
        loadMockup(bytesOf("a.png", png), { deviceScaleFactor }),
        fails("BAD_OPTION", /from 0\.5 to 4/),
      );
  });

  it("rounds odd sizes to whole CSS px", async () => {
    const odd = await encodePng(createBitmap(41, 19));
    assert.deepEqual((await loadMockup(bytesOf("a@2x.png", odd))).cssSize, {
      width: 21,
      height: 10,
    });
  });

  it("says what to do when there is no file", async () => {
    await assert.rejects(
      loadMockup({ kind: "path", path: join(folder, "none.png") }),
      fails("MOCKUP_NOT_FOUND", /no file .*none\.png\. Check/),
    );
    await assert.rejects(
      loadMockup({ kind: "path", path: join(folder, "page@2x.png", "x.png") }),
      fails("MOCKUP_NOT_FOUND", /no file/),
    );
    await mkdir(join(folder, "dir.png"));
    await assert.rejects(
      loadMockup({ kind: "path", path: join(folder, "dir.png") }),
      fails("MOCKUP_UNSUPPORTED", /is a folder/),
    );
    await assert.rejects(
      loadMockup({ kind: "path", path: "/dev/zero" }),
      fails("MOCKUP_UNSUPPORTED", /no regular file/),
    );
  });

  it("opens file: addresses only", async () => {
    for (const uri of [
      "https://example.com/a.png",
      "data:image/png;base64,AAAA",
      "vscode-remote:/a",
    ])
      await assert.rejects(
        loadMockup({ kind: "uri", uri }),
        fails("MOCKUP_UNSUPPORTED", /Only file: addresses .* (https|data|vscode-remote):/),
      );
    await assert.rejects(
      loadMockup({ kind: "uri", uri: "a.png" }),
      fails("MOCKUP_UNSUPPORTED", /without a scheme/),
    );
    await assert.rejects(
      loadMockup({ kind: "uri", uri: "file://elsewhere/a.png" }),
      fails("MOCKUP_UNSUPPORTED", /no file on this machine/),
    );
  });

  it("keeps to its limits", async () => {
    const limits = { ...MOCKUP_LIMITS, maxFileBytes: 50 };
    const path = join(folder, "page@2x.png");
    await assert.rejects(
      loadMockup({ kind: "path", path }, { limits }),
      fails("MOCKUP_TOO_LARGE", /at most 0\.0 MB are accepted/),
    );
    await assert.rejects(
      loadMockup(bytesOf("a.png", png), { limits }),
      fails("MOCKUP_TOO_LARGE", /Save it smaller/),
    );
    await assert.rejects(
      loadMockup(bytesOf("bomb.png", pngHeaderOnly(20_000, 20_000))),
      fails("MOCKUP_TOO_LARGE", /20000 × 20000 pixels \(400 megapixels\); at most 40 megapixels/),
    );
    await assert.rejects(
      loadMockup(bytesOf("dot.png", await encodePng(createBitmap(40, 7)))),
      fails("MOCKUP_UNSUPPORTED", /only 40 × 7 pixels/),
    );
    await assert.rejects(loadMockup(bytesOf("a.png", "")), fails("MOCKUP_CORRUPT", /is empty/));
    await assert.rejects(
      loadMockup(bytesOf("a.png", png.subarray(0, 60))),
      fails("MOCKUP_CORRUPT", /damaged or incomplete/),
    );
  });

  describe("with an SVG", () => {
    const svg = bytesOf(
      "logo@2x.svg",
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    );

    it("takes the size from the rasterizer and lays the drawing on white", async () => {
      const half: Bitmap = createBitmap(60, 40, [255, 0, 0]);
      half.rgba[3] = 0;
      let asked = 0;
      const mockup = await loadMockup(svg, {
        rasterizeSvg: (_, scale) => {
          asked = scale;
          return Promise.resolve(half);
        },
      });
      assert.equal(asked, 2);
      assert.deepEqual(mockup.cssSize, { width: 30, height: 20 });
      assert.deepEqual(
        [...mockup.bitmap.rgba.subarray(0, 8)],
        [255, 255, 255, 255, 255, 0, 0, 255],
      );
    });

    it("says so when there is no rasterizer, when it fails, and when the drawing is huge", async () => {
      await assert.rejects(loadMockup(svg), fails("BAD_OPTION", /is an SVG, .* as PNG/));
      await assert.rejects(
        loadMockup(svg, { rasterizeSvg: () => Promise.reject(new Error("bad path")) }),
        fails("MOCKUP_CORRUPT", /could not be drawn/),
      );
      await assert.rejects(
        loadMockup(svg, {
          rasterizeSvg: () => Promise.resolve(createBitmap(200, 200)),
          limits: { ...MOCKUP_LIMITS, maxPixels: 10_000 },
        }),
        fails("MOCKUP_TOO_LARGE", /200 × 200 pixels when drawn/),
      );
    });

    it("stops waiting for the rasterizer when aborted", async () => {
      const abort = new AbortController();
      const loading = loadMockup(
        svg,
        { rasterizeSvg: () => new Promise<Bitmap>(() => undefined) },
        abort.signal,
      );
      setTimeout(() => abort.abort(), 5);
      await assert.rejects(loading, isAbort);
    });
  });

  it("does nothing once aborted", async () => {
    await assert.rejects(loadMockup(bytesOf("a.png", png), {}, AbortSignal.abort()), isAbort);
  });
});
