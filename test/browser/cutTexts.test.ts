import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createBrowserProcess, type BrowserProcess } from "../../src/render/browser/browserProcess";
import { createPuppeteerRenderer } from "../../src/render/puppeteerRenderer";
import type { Render, Renderer } from "../../src/render/renderer";
import { pageRequest, rendered } from "./rendererSupport";

const packages = createRequire(import.meta.url);
const FONTS: Readonly<Record<string, string>> = {
  Inter: "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  Lora: "@fontsource-variable/lora/files/lora-latin-wght-normal.woff2",
  "JetBrains Mono":
    "@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
};

describe("a text that its box cuts off", function () {
  this.timeout(120_000);
  let browser: BrowserProcess;
  let renderer: Renderer;
  const others: Record<string, Uint8Array> = {};

  before(async () => {
    browser = createBrowserProcess();
    renderer = createPuppeteerRenderer(browser);
    for (const [name, file] of Object.entries(FONTS))
      others[`${name}.woff2`] = await readFile(packages.resolve(file));
  });

  after(async () => {
    await renderer.dispose();
    await browser.dispose();
  });

  const draw = async (css: string, body: string): Promise<Render> => {
    const faces = Object.keys(FONTS).map(
      (name) => `@font-face{font-family:"${name}";src:url("${name}.woff2");font-weight:100 900}`,
    );
    const html = `<!doctype html><style>${faces.join("")}*{margin:0;font-size:15px;line-height:24px}${css}</style>${body}`;
    const viewport = { width: 400, height: 1200 };
    const render = rendered(await renderer.render(pageRequest(html, { others, viewport })));
    assert.deepEqual(render.facts, []);
    return render;
  };
  const textsOf = ({ textLines }: Render): string[] => textLines.map(({ text }) => text);

  /** One box a line, of many widths, texts and fonts. */
  const boxes = (look: (i: number) => string): string[] => {
    const texts = [
      "Too long for its box",
      "WWWWiiiiWWWWiiiiiiii",
      "Ill. 1.234,50 Euro, AVATAR",
      "mmmm",
    ];
    return Array.from({ length: 48 }, (_, i) => {
      const font = Object.keys(FONTS)[i % 3] ?? "";
      return `<p style="font-family:'${font}';font-weight:${400 + 300 * (i % 2)};width:${20 + 3 * i}px;${look(i)}">${texts[i % 4] ?? ""}</p>`;
    });
  };

  it("is read as it is drawn: nothing shorter or longer, written out, looks more like it", async () => {
    const cut = "p{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}";
    const source = boxes((i) => (i % 5 === 0 ? "padding:0 6px;border-right:2px solid #fff" : ""));
    const drawn = await draw(cut, source.join(""));
    const read = textsOf(drawn);
    assert.equal(read.length, source.length);
    assert.ok(read.filter((text) => text.endsWith("…")).length > 20, read.join("\n"));
    assert.ok(read.filter((text) => !text.endsWith("…")).length > 3, read.join("\n"));
    const wholes = source.map((html) => />([^<]*)</.exec(html)?.[1] ?? "");
    const distances = async (more: number): Promise<number[]> => {
      const written = source.map((html, i) => {
        const text = read[i] ?? "";
        const whole = wholes[i] ?? "";
        const length = text.endsWith("…") ? text.length - 1 + more : text.length;
        // The browser sets its ellipsis without regard to the letter before it: no kerning.
        const ellipsis = length < whole.length ? "<span>…</span>" : "";
        return html.replace(/>[^<]*</, `>${whole.slice(0, length)}${ellipsis}<`);
      });
      const css = "p{white-space:nowrap}span{display:inline-block}";
      const other = await draw(css, written.join(""));
      return source.map((_, i) => rowDistance(drawn, other, 24 * i, 24 * i + 24));
    };
    const [shorter, same, longer] = [await distances(-1), await distances(0), await distances(1)];
    const wrong = read.filter((text, i) => {
      const own = same[i] ?? Infinity;
      if (!text.endsWith("…")) return own > 0;
      return own >= (longer[i] ?? 0) || (text.length > 2 && own >= (shorter[i] ?? 0));
    });
    assert.deepEqual(wrong, []);
  });

  // JetBrains Mono: each letter is 0.6 em wide, here 9 px.
  const letters = "font-family:'JetBrains Mono';white-space:nowrap;overflow:hidden;";
  const cases: readonly (readonly [name: string, html: string, texts: readonly string[]])[] = [
    [
      "by letters, not by their average, where nothing marks the cut",
      `<p style="font-family:Inter;white-space:nowrap;overflow:hidden;width:40px">iiiiiiiiiiWWWWWWWWWW</p>`,
      ["iiiiiiiiii"],
    ],
    [
      "with the letter of which most is there",
      `<p style="${letters}width:40px">abcdefgh</p><p style="${letters}width:42px">abcdefgh</p>`,
      ["abcd", "abcde"],
    ],
    [
      "at its left, too",
      `<p style="${letters}width:90px;text-indent:-27px">abcdefgh</p>`,
      ["defgh"],
    ],
    [
      "with one ellipsis for a line of several elements",
      `<p style="${letters}text-overflow:ellipsis;width:91px">one <b>two</b> <i>three</i> four</p>`,
      ["one two t…"],
    ],
    [
      "with an ellipsis that takes its room from the element before the cut",
      `<p style="${letters}text-overflow:ellipsis;width:55px">one<b>two</b><i>three</i></p>`,
      ["onetw…"],
    ],
    [
      "in capitals",
      `<p style="${letters}text-overflow:ellipsis;text-transform:uppercase;width:55px">  lower   case</p>`,
      ["LOWER…"],
    ],
    [
      "in a form control",
      `<input value="a value that is long" style="${letters}border:0;padding:0;width:54px;text-overflow:ellipsis">`,
      ["a val…"],
    ],
  ];
  for (const [name, html, texts] of cases)
    it(`is read ${name}`, async () => {
      const render = await draw("", html);
      assert.deepEqual(textsOf(render), texts);
      for (const { box } of render.textLines) assert.ok(box.x >= 0 && box.x + box.width <= 91.1);
    });
});

/** How much two pictures differ from one row up to another (device px), summed over their channels. */
function rowDistance(a: Render, b: Render, from: number, to: number): number {
  let distance = 0;
  for (let i = from * a.bitmap.width * 4; i < to * a.bitmap.width * 4; i++)
    distance += Math.abs((a.bitmap.rgba[i] ?? 0) - (b.bitmap.rgba[i] ?? 0));
  return distance;
}
