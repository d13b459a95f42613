import { attempts, type HostileAttempt, type Way } from "./attempt";

/** Styles and elements that fetch, besides the common ones. */
const quiet: readonly Way[] = [
  ["list-style-image", (to) => `<ul><li style="list-style-image:url(${to}/a.png)">x</ul>`],
  ["border-image", (to) => `<p style="border:9px solid;border-image:url(${to}/a.png) 1">x`],
  ["content", (to) => `<style>p::before{content:url(${to}/a.png)}</style><p>x`],
  ["image-set", (to) => `<p style="background:image-set('${to}/a.png' 1x)">x`],
  [
    "cross-fade",
    (to) => `<p style="background:-webkit-cross-fade(url(${to}/a.png),url(${to}/b.png),50%)">x`,
  ],
  ["mask", (to) => `<p style="mask:url(${to}/a.png)">x`],
  ["shape-outside", (to) => `<p style="float:left;shape-outside:url(${to}/a.png)">x`],
  ["filter", (to) => `<p style="filter:url(${to}/a.svg#f)">x`],
  ["clip-path", (to) => `<p style="clip-path:url(${to}/a.svg#c)">x`],
  ["body background", (to) => `<body background="${to}/a.png">x`],
  ["table background", (to) => `<table background="${to}/a.png"><tr><td>x</table>`],
  ["input type=image", (to) => `<input type=image src="${to}/a.png">`],
  ["poster", (to) => `<video poster="${to}/a.png"></video>`],
  ["audio", (to) => `<audio src="${to}/a.mp3" preload="auto" autoplay></audio>`],
  ["source of a video", (to) => `<video preload=auto><source src="${to}/a.mp4"></video>`],
  [
    "track",
    (to) => `<video src="data:video/mp4," crossorigin><track default src="${to}/a.vtt"></video>`,
  ],
  ["icon", (to) => `<link rel="icon" href="${to}/a.ico"><p>x`],
  ["manifest", (to) => `<link rel="manifest" href="${to}/m.json"><p>x`],
  ["modulepreload", (to) => `<link rel="modulepreload" href="${to}/a.js"><p>x`],
  ["preload of a srcset", (to) => `<link rel=preload as=image imagesrcset="${to}/a.png 1x"><p>x`],
  ["style for print", (to) => `<link rel=stylesheet media=print href="${to}/a.css"><p>x`],
  [
    "@import into a layer",
    (to) => `<style>@import url(${to}/a.css) layer(x) supports(display:grid);</style><p>x`,
  ],
  ["base address", (to) => `<base href="${to}/"><img src="a.png">`],
  ["frameset", (to) => `<frameset cols="*"><frame src="${to}/a"></frameset>`],
  [
    "feImage",
    (to) =>
      `<svg width=9 height=9><filter id=f><feImage href="${to}/a.png"/></filter><rect width=9 height=9 filter="url(#f)"/></svg>`,
  ],
  ["script of an SVG", (to) => `<svg><script href="${to}/a.js"></script></svg>`],
  [
    "image of an SVG in an image",
    (to) =>
      `<img src='data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="${to}/a.png" width="9" height="9"/></svg>'>`,
  ],
  [
    "foreignObject",
    (to) =>
      `<svg width=9 height=9><foreignObject width=9 height=9><img xmlns="http://www.w3.org/1999/xhtml" src="${to}/a.png"/></foreignObject></svg>`,
  ],
];

export const STYLE_ATTEMPTS: readonly HostileAttempt[] = attempts(quiet, undefined, {
  // Only same-origin or CORS requests are made for some, and a picture fetches nothing.
  filter: "some",
  "clip-path": "some",
  "cross-fade": "some",
  icon: "some",
  manifest: "some",
  track: "some",
  "image of an SVG in an image": "none",
});
