import assert from "node:assert/strict";
import { sniffForeign, sniffImage } from "../../../src/image/sniffImage";

const sniff = (text: string): string | undefined => sniffImage(Buffer.from(text, "latin1"));
const box = (length: number, rest: string): string => `\0\0\0${String.fromCharCode(length)}${rest}`;

describe("sniffImage", () => {
  it("knows rasters by their magic bytes", () => {
    assert.equal(sniff("\x89PNG\r\n\x1a\n…"), "png");
    assert.equal(sniff("\xff\xd8\xff\xe0…"), "jpeg");
    assert.equal(sniff("GIF89a…"), "gif");
    assert.equal(sniff("GIF87a…"), "gif");
    assert.equal(sniff("RIFF....WEBPVP8 "), "webp");
    assert.equal(sniff(box(28, "ftypavif\0\0\0\0avifmif1miaf")), "avif");
    assert.equal(sniff(box(28, "ftypmif1\0\0\0\0mif1avifmiaf")), "avif");
  });

  it("does not take relatives for them", () => {
    assert.equal(sniff(box(24, "ftypheic\0\0\0\0heicmif1")), undefined);
    assert.equal(sniff(box(16, "ftypheic\0\0\0\0avif")), undefined, "the brand is past the box");
    assert.equal(sniff("RIFF....WAVEfmt "), undefined);
    assert.equal(sniff("BMW is a car maker in Munich"), undefined);
    assert.equal(sniff("II*\0"), undefined);
    assert.equal(sniff(""), undefined);
    assert.equal(sniff("\x1f\x8b\x08"), undefined);
  });

  it("names formats that cannot be read", () => {
    const foreign = (text: string): string | undefined => sniffForeign(Buffer.from(text, "latin1"));
    assert.equal(foreign(box(24, "ftypheic\0\0\0\0mif1heic")), "heic");
    assert.equal(foreign(box(24, "ftypmif1\0\0\0\0mif1heix")), "heic");
    assert.equal(foreign("%PDF-1.7\n"), "pdf");
    assert.equal(foreign("\n%PDF-1.4"), "pdf");
    assert.equal(foreign("II*\0…"), "tiff");
    assert.equal(foreign("MM\0*…"), "tiff");
    assert.equal(foreign("8BPS\0\x01"), "psd");
    assert.equal(foreign("\xff\x0a…"), "jxl");
    assert.equal(foreign(box(12, "JXL \r\n\x87\n")), "jxl");
    assert.equal(foreign("\x1f\x8b\x08"), "svgz");
    assert.equal(foreign("ftypmp42"), undefined);
    assert.equal(foreign(""), undefined);
  });

  it("finds the svg element behind any prolog", () => {
    const svgs = [
      "<svg/>",
      "<svg xmlns='http://www.w3.org/2000/svg'>",
      "\n \t<svg>",
      "\xef\xbb\xbf<svg>",
      '<?xml version="1.0"?>\n<svg>',
      "<!-- <html> --><!-- x --><svg\n>",
      '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg>',
      "<!DOCTYPE svg [ <!ENTITY a 'b>'> ]><svg>",
      "<s:svg xmlns:s='http://www.w3.org/2000/svg'>",
    ];
    for (const text of svgs) assert.equal(sniff(text), "svg", text);
    assert.equal(sniffImage(Buffer.from("\ufeff<svg>", "utf16le")), "svg");
    assert.equal(sniffImage(Buffer.from("\ufeff<svg>", "utf16le").swap16()), "svg");
  });

  it("takes no other markup for SVG", () => {
    for (const text of ["<html><svg>", "<!-- <svg>", "<svgfoo>", "svg", "<?xml <svg>"])
      assert.equal(sniff(text), undefined, text);
  });
});
