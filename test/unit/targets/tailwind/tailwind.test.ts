import assert from "node:assert/strict";
import { __unstable__loadDesignSystem } from "tailwindcss";
import { understandPage } from "../../../../src/design/understandPage";
import { createPageTree } from "../../../../src/targets/html/writeCode";
import { loadTargetCode } from "../../../../src/targets/loadTargetCode";
import type { Declaration, TagRule } from "../../../../src/targets/page/declaration";
import type { TreeElement } from "../../../../src/targets/page/pageTree";
import { utilitiesOf } from "../../../../src/targets/tailwind/utilities";
import { countClasses, withUtilities } from "../../../../src/targets/tailwind/utilityTree";
import { landing, signIn, tableOf } from "../../design/goldenPages";
import { buildFiles, messageOf, textOf } from "../build/buildSupport";
import { el, page, plan } from "../components/treeBuilder";

const build = (files: Readonly<Record<string, string>>) => buildFiles("tailwind", files);

/** Each declaration with the classes that say it. */
const ROWS: readonly (readonly [property: string, value: string, classes: string])[] = [
  ["padding", "16px 19px 42px", "pt-4 pb-10.5 px-4.75"],
  ["padding", "0 8px", "px-2"],
  ["padding", "1px", "p-px"],
  ["padding", "50%", "p-[50%]"],
  ["padding", "7% max(16px, calc(50% - 150px))", "py-[7%] px-[max(16px,calc(50%-150px))]"],
  ["margin-top", "-13px", "-mt-3.25"],
  ["margin-left", "auto", "ml-auto"],
  ["gap", "8px 12px", "gap-y-2 gap-x-3"],
  ["width", "min(100%, 300px)", "w-full max-w-75"],
  ["width", "33.3%", "w-[33.3%]"],
  ["width", "100%", "w-full"],
  ["max-width", "12.5%", "max-w-1/8"],
  ["flex-basis", "40%", "basis-2/5"],
  ["height", "12.5px", "h-[12.5px]"],
  ["display", "none", "hidden"],
  ["align-items", "flex-start", "items-start"],
  ["justify-content", "space-between", "justify-between"],
  ["grid-template-columns", "1fr 1fr 1fr", "grid-cols-3"],
  ["grid-template-columns", "200px 1fr", "grid-cols-[200px_1fr]"],
  ["background", "var(--color-blue-500)", "bg-blue-500"],
  [
    "background",
    "linear-gradient(90deg, red 0%, blue 100%)",
    "bg-[linear-gradient(90deg,red_0%,blue_100%)]",
  ],
  [
    "background",
    'url("assets/hero.png") center / cover no-repeat',
    "[background:url(assets/hero.png)_center_/_cover_no-repeat]",
  ],
  ["color", "rgb(255 255 255 / 50%)", "text-white/50"],
  ["color", "rgb(255 255 255 / 4.8%)", "text-white/[4.8%]"],
  ["border", "1px solid var(--color-gray-150)", "border border-gray-150"],
  ["border-left", "4px solid var(--color-gray-150)", "border-l-4 border-gray-150"],
  ["border-bottom", "0", "border-b-0"],
  ["border-block", "2px solid var(--color-gray-150)", "border-y-2 border-gray-150"],
  ["border-radius", "8px", "rounded-lg"],
  ["border-radius", "9999px", "rounded-full"],
  ["border-radius", "10px", "rounded-[10px]"],
  ["border-radius", "8px 8px 0 0", "rounded-t-lg"],
  ["border-radius", "8px 0 0 8px", "rounded-l-lg"],
  ["border-radius", "8px 0", "rounded-tl-lg rounded-br-lg"],
  ["border-radius", "8px 8px 0 3px", "rounded-t-lg rounded-bl-[3px]"],
  ["box-shadow", "0 1px 2px rgb(0 0 0 / 5%)", "shadow-[0_1px_2px_rgb(0_0_0/5%)]"],
  ["font-weight", "600", "font-semibold"],
  ["letter-spacing", "-0.025em", "tracking-tight"],
  ["translate", "3px -1px", "translate-x-0.75 -translate-y-px"],
  ["flex", "1", "flex-1"],
  ["text-wrap", "balance", "[text-wrap:balance]"],
];

describe("the Tailwind targets", function () {
  this.timeout(60_000);

  it("has classes of the scale for what they say, and the engine knows every one", async () => {
    const design = await __unstable__loadDesignSystem(
      "@theme { --spacing: 4px; --color-white: #fff; --color-blue-500: #00f; --color-gray-150: #eee; --radius-lg: 8px; --font-weight-semibold: 600; --tracking-tight: -0.025em; }",
    );
    for (const [property, value, classes] of ROWS) {
      const written = utilitiesOf([property, value] as Declaration, () => undefined);
      assert.equal(written.join(" "), classes, `${property}: ${value}`);
      for (const [at, css] of design.candidatesToCss([...written]).entries())
        assert.ok(css !== null, `${written[at]} is a class`);
    }
  });

  it("writes a page with the theme, what is left of the base, and ordered classes", async () => {
    const files = await (await loadTargetCode("tailwind")).write(treeOf(signIn));
    assert.equal(
      files.get("styles.css"),
      `@import "tailwindcss";

@theme {
  --font-sans: Arial, "Liberation Sans", Helvetica, sans-serif;
  --color-gray-150: #ced4da;
  --color-gray-450: #868e96;
  --color-blue-500: #0d6efd;
}

@layer base {
  *,
  *::before,
  *::after {
    min-width: 0;
  }

  input {
    appearance: none;
  }

  ::placeholder {
    color: inherit;
  }

  body {
    padding-top: 60px;
    color: var(--color-black);
  }

  @media (width <= 799px) {
    body {
      overflow-wrap: break-word;
    }
  }
}
`,
    );
    const html = files.get("index.html") ?? "";
    assert.match(html, /<form class="grid gap-px border border-gray-150 px-4\.75 pt-4 pb-10\.5">/);
    assert.match(html, /<h1 class="text-\[26px\]\/normal font-semibold">Sign in to Acme<\/h1>/);
    assert.match(html, /<input class="size-3\.5 border border-gray-150" type="checkbox"/);
  });

  it("says the line height with each size, and takes up what is inherited", () => {
    const size = (px: number): TreeElement => ({
      ...el("p.text", {}, "Words"),
      declared: { style: [["font-size", `${px}px`]], narrow: [["display", "none"]] },
    });
    const outer = { ...el("div.box"), children: [size(14), size(13)] };
    const tree = page({ ...outer, declared: { style: [["line-height", "1.43"]], narrow: [] } });
    const { elements, css } = withUtilities(tree);
    assert.equal(elements[0]?.classes, "leading-text");
    const classes = elements[0].children.map((one) => one.classes);
    assert.deepEqual(classes, ["text-sm/text max-wide:hidden", "text-[13px]/text max-wide:hidden"]);
    assert.match(css, /--breakpoint-wide: 50\.0625rem/);
  });

  it("gives what comes again a name in the theme", () => {
    const styled = (tree: TreeElement, ...style: Declaration[]): TreeElement => ({
      ...tree,
      declared: { style, narrow: [] },
    });
    const round = (name: string, radius: string) =>
      styled(el(`div.${name}`), ["border-radius", radius]);
    const { elements, css } = withUtilities(
      page(
        ...[round("card", "7px"), round("card", "7px 7px 0 0"), round("field", "7px")],
        ...[round("card", "5px"), round("field", "5px"), round("card", "5px")],
        ...[round("badge", "9px"), round("field", "8px"), round("field", "8px")],
        styled(el("p.lead"), ["font-size", "15px"], ["line-height", "1.43"]),
        styled(el("p.lead"), ["font-size", "15px"], ["line-height", "1.43"]),
        ...["sm", "sm"].map((name) => round(name, "3px")),
      ),
    );
    assert.deepEqual(
      elements.map(({ classes }) => classes),
      [
        ...["rounded-card", "rounded-t-card", "rounded-card"],
        ...["rounded-card-5", "rounded-card-5", "rounded-card-5"],
        ...["rounded-[9px]", "rounded-lg", "rounded-lg", "text-lead/lead", "text-lead/lead"],
        ...["rounded-sm-3", "rounded-sm-3"],
      ],
    );
    assert.match(
      css,
      /--radius-card: 7px;\n {2}--radius-card-5: 5px;\n {2}--radius-sm-3: 3px;\n {2}--text-lead: 15px;\n {2}--leading-lead: 1.43;/,
    );
  });

  it("calls round what is round at its ends", () => {
    const box = (width: string, height: string, radius: string): TreeElement => ({
      ...el("div.dot"),
      declared: {
        style: [
          ["width", width],
          ["height", height],
          ["border-radius", radius],
        ],
        narrow: [],
      },
    });
    const { elements } = withUtilities(
      page(box("40px", "40px", "20px"), box("80px", "40px", "24px"), box("40px", "40px", "16px")),
    );
    assert.deepEqual(
      elements.map(({ classes }) => classes),
      ["rounded-full size-10", "w-20 h-10 rounded-full", "rounded-2xl size-10"],
    );
    const wide = withUtilities(page(box("50%", "40px", "20px"))).elements[0];
    assert.equal(wide?.classes, "w-1/2 h-10 rounded-[20px]");
  });

  it("spaces the letters of controls as browsers do", () => {
    const style: Declaration[] = [["letter-spacing", "-0.025em"]];
    const spaced = (tree: TreeElement): TreeElement => ({
      ...tree,
      declared: { style, narrow: [] },
    });
    const parts = [el("label.label"), el("input.field"), spaced(el("input.field"))];
    const { elements } = withUtilities(page(spaced(el("form.form", {}, parts)), el("input.field")));
    assert.deepEqual(
      [...elements, ...(elements[0]?.children ?? [])].map(({ classes }) => classes),
      ["tracking-tight", "", "", "tracking-normal", ""],
    );
  });

  it("lets no picture shrink that the page does not", () => {
    const max = ["max-width", "100%"] as const;
    const css = (...tags: TagRule[]): string => {
      const tree = page(el("img.photo"));
      return withUtilities({ ...tree, ground: { ...tree.ground, tags } }).css;
    };
    assert.match(css(), /img \{\n {2}max-width: none;/);
    assert.doesNotMatch(css({ selectors: ["img"], declarations: [max] }), /img \{/);
    assert.doesNotMatch(withUtilities(page(el("p.text"))).css, /img \{/);
  });

  it("says of the body in narrow windows what the page says of it there", () => {
    const tree = page(el("p.text"));
    const narrowBody = [["overflow-wrap", "break-word"]] as const;
    const { css } = withUtilities({ ...tree, ground: { ...tree.ground, narrowBody } });
    assert.match(css, /@media \(width <= 800px\) \{\s*body \{\s*overflow-wrap: break-word;/);
    assert.doesNotMatch(withUtilities(tree).css, /overflow-wrap/);
  });

  it("keeps most classes on the scale", () => {
    const counts = [signIn, tableOf(24), landing].map((one) =>
      countClasses(withUtilities(treeOf(one)).elements),
    );
    const [all, arbitrary] = (["all", "arbitrary"] as const).map((key) =>
      counts.reduce((sum, one) => sum + one[key], 0),
    ) as [number, number];
    assert.ok(all > 60, `${all} classes`);
    assert.ok(arbitrary / all <= 0.1, `${arbitrary} of ${all} are arbitrary`);
  });

  it("names components and their data as without Tailwind", async () => {
    const styled = (tree: TreeElement, background: string): TreeElement => ({
      ...tree,
      declared: {
        style: [
          ["padding", "16px"],
          ["background", background],
        ],
        narrow: [],
      },
    });
    const plans = [
      styled(plan("Free", "0 €", ["1 project"]), "var(--white)"),
      styled(plan("Team", "9 €", ["2 projects"], ".plan-card-popular"), "var(--blue-500)"),
    ];
    const files = await (
      await loadTargetCode("react-tailwind")
    ).write(page(el("main.main", {}, plans)));
    assert.deepEqual([...files.keys()], ["styles.css", "App.tsx", "components/PlanCard.tsx"]);
    assert.match(
      files.get("components/PlanCard.tsx") ?? "",
      /<section className=\{`p-4 \$\{className\}`\}>/,
    );
    assert.match(files.get("App.tsx") ?? "", /className: "bg-white"/);
  });

  it("compiles the style sheet for the classes that the files name", async () => {
    const built = await build({
      "index.html":
        '<link rel="stylesheet" href="styles.css"><p class="p-4.75 text-brand md:mt-[3px]">Words</p>',
      "styles.css":
        '@import "tailwindcss";\n@import "./more.css";\n@theme { --color-brand: #123456; }',
      "more.css": ".more { margin: 0; }",
    });
    const css = textOf(built, "styles.css");
    assert.match(css, /\.p-4\\\.75 \{\s*padding: calc\(var\(--spacing\) \* 4\.75\);/);
    assert.match(css, /\.text-brand/);
    assert.match(css, /margin-top: 3px/);
    assert.match(css, /\.more/);
    assert.doesNotMatch(css, /\.p-4 \{/);
  });

  it("tells what the style sheet may not do, and loads no plugin", async () => {
    const styles = (css: string) => build({ "index.html": "<p>Words</p>", "styles.css": css });
    const plugin = await styles('@import "tailwindcss";\n@plugin "./evil.js";');
    assert.match(
      messageOf(plugin),
      /^The page does not compile\.\nstyles\.css: "\.\/evil\.js" cannot be loaded here/,
    );
    const unknown = await styles('@import "tailwindcss";\n.a { @apply no-such-class; }');
    assert.match(messageOf(unknown), /styles\.css: .*no-such-class/);
    const missing = await styles('@import "tailwindcss";\n@import "../../etc/passwd";');
    assert.match(messageOf(missing), /There is no file/);
    const endless = '@import "tailwindcss";\n@source inline("p-{1..1000000000}");';
    assert.match(messageOf(await styles(endless)), /@source is not followed here/);
    const itself =
      '@import "tailwindcss";\n@import "./styles.css" layer(a);\n@import "./styles.css" layer(b);';
    assert.match(messageOf(await styles(itself)), /imports more than 100 times/);
  });
});

function treeOf(inspection: Parameters<typeof understandPage>[0]) {
  return createPageTree(understandPage(inspection), ({ id }) => `assets/${id}.png`);
}
