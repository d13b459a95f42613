import assert from "node:assert/strict";
import { findCatalogFamily, fileForFace } from "../../../src/fonts/fontCatalog";
import { fontFaceCss } from "../../../src/fonts/fontFaceCss";
import { fontStack, isMonospaced, isPortableFamily } from "../../../src/fonts/fontStack";

describe("fontFaceCss", () => {
  it("writes one rule for all weights of a variable file", () => {
    const css = fontFaceCss([
      { family: "Inter", weight: 400, italic: false },
      { family: "Inter", weight: 700, italic: false },
    ]);
    assert.equal(css.match(/@font-face/g)?.length, 1);
    assert.match(css, /font-weight: 100 900;/);
    assert.match(css, /url\("fonts\/inter\.woff2"\)/);
  });

  it("writes one rule a weight and a style of a static family", () => {
    const css = fontFaceCss([
      { family: "Lato", weight: 400, italic: false },
      { family: "Lato", weight: 700, italic: true },
    ]);
    assert.match(css, /font-style: normal;\n {2}font-weight: 400;[^@]*lato-400\.woff2/);
    assert.match(css, /font-style: italic;\n {2}font-weight: 700;[^@]*lato-700-italic\.woff2/);
  });

  it("writes nothing for system faces", () => {
    assert.equal(fontFaceCss([{ family: "Liberation Sans", weight: 400, italic: false }]), "");
  });

  it("takes the URLs it is given", () => {
    const css = fontFaceCss(
      [{ family: "Inter", weight: 400, italic: false }],
      (path) => `/x/${path}`,
    );
    assert.match(css, /url\("\/x\/fonts\/inter\.woff2"\)/);
  });
});

describe("fileForFace", () => {
  it("takes the nearest weight of a static family and upright where no italic is drawn", () => {
    const lato = findCatalogFamily("lato");
    const oswald = findCatalogFamily("Oswald");
    assert.ok(lato && oswald);
    assert.equal(fileForFace(lato, 650, false).path, "fonts/lato-700.woff2");
    assert.equal(fileForFace(lato, 900, true).path, "fonts/lato-700-italic.woff2");
    assert.equal(fileForFace(oswald, 400, true).path, "fonts/oswald.woff2");
  });
});

describe("fontStack", () => {
  it("leads a system face to its like on other systems", () => {
    assert.equal(fontStack("Liberation Sans"), 'Arial, "Liberation Sans", Helvetica, sans-serif');
  });

  it("ends in the generic family of the catalogue's entry", () => {
    assert.equal(fontStack("Inter"), "Inter, sans-serif");
    assert.equal(fontStack("Playfair Display"), '"Playfair Display", serif');
    assert.equal(fontStack("Source Sans 3"), '"Source Sans 3", sans-serif');
    assert.equal(fontStack("Roboto Mono"), '"Roboto Mono", monospace');
  });

  it("tells families whose letters are all as wide", () => {
    assert.equal(isMonospaced("Liberation Mono"), true);
    assert.equal(isMonospaced("Source Code Pro"), true);
    assert.equal(isMonospaced("Roboto"), false);
  });

  it("tells families that only this machine may have", () => {
    assert.equal(isPortableFamily("Lato"), true);
    assert.equal(isPortableFamily("DejaVu Sans"), true);
    assert.equal(isPortableFamily("URW Gothic"), false);
  });
});
