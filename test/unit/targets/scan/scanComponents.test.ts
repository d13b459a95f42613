import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Folder } from "../../../../src/files/folder";
import {
  componentsFileSchema,
  parseComponents,
  printComponentsFile,
} from "../../../../src/project/components/componentsFile";
import type { ProjectComponent } from "../../../../src/project/components/projectComponent";
import { detectProject } from "../../../../src/project/detect/detectProject";
import { ProjectFiles } from "../../../../src/project/files/projectFiles";
import { scanComponents, type Scan } from "../../../../src/targets/scan/scanComponents";
import { readJsonFile, REACT_PROJECT } from "../../../fakes/reactProject";
import { prepareLink } from "../../../fakes/preparedFiles";
import { useTempFolder } from "../../../fakes/tempFolder";

const { signal } = new AbortController();

async function scan(folder: string): Promise<Scan> {
  const { framework, ...facts } = await detectProject(await Folder.open(folder), signal);
  assert.ok(framework);
  const files = await ProjectFiles.open({ folder, files: ["**"] });
  return scanComponents(files, { ...facts, framework }, signal);
}

const rolesIn = ({ found }: Scan): Record<string, string | undefined> =>
  Object.fromEntries(found.components.map(({ name, role }) => [name, role]));

const named = ({ found }: Scan, name: string): ProjectComponent => {
  const one = found.components.find((component) => component.name === name);
  assert.ok(one, name);
  return one;
};

describe("a scan for components", () => {
  const temp = useTempFolder();
  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(temp(), path)), { recursive: true });
      writeFileSync(join(temp(), path), text);
    }
  };

  it("of a React project finds what pages can be made of, and what each stands for", async () => {
    const found = await scan(REACT_PROJECT);
    assert.deepEqual(rolesIn(found), {
      Badge: "badge",
      Button: "button",
      Card: "card",
      Checkbox: "checkbox",
      Input: "input",
      Label: "label",
      NavLink: "nav-link",
      Table: "table",
      TableRow: "table-row",
      TableHeading: "table-heading",
      TableCell: "table-cell",
    });
    assert.deepEqual(found.found.styles, ["src/index.css"]);
    assert.deepEqual(named(found, "Button"), {
      ...{ name: "Button", import: "@/components/ui/button", isDefault: false, role: "button" },
      ...{ file: "src/components/ui/button.tsx", content: "root" },
      ...{ takesAttributes: true, takesClass: true },
      props: [
        {
          ...{ name: "variant", isRequired: false, default: "primary" },
          type: ["primary", "outline", "ghost", "danger"],
        },
      ],
    });
    assert.equal(named(found, "Card").isDefault, true);
    const { props, takesAttributes } = named(found, "NavLink");
    assert.equal(takesAttributes, true);
    assert.deepEqual(
      props.map(({ name, type, isRequired }) => [name, type, isRequired]),
      [
        ["href", "string", true],
        ["active", "boolean", false],
      ],
    );
  });

  it("reads props of Vue by type and by object, slots, and what takes no attributes", async () => {
    put({
      "package.json": '{"dependencies":{"vue":"^3.5.0"}}',
      "src/components/BaseButton.vue": `<script setup lang="ts">
type Kind = "solid" | "ghost";
const { kind = "solid" } = defineProps<{ kind?: Kind; block?: boolean; icon: () => void }>();
</script>
<template><button :class="kind"><slot /></button></template>`,
      "src/components/BaseInput.vue": `<script setup>
defineOptions({ inheritAttrs: false });
defineProps({ label: { type: String, required: true }, size: { type: Number, default: 2 } });
</script>
<template><div><label>{{ label }}</label><input v-bind="$attrs" /></div></template>`,
      "src/components/UserBadge.vue": `<template><span><slot name="icon" /></span></template>`,
    });
    const found = await scan(temp());
    const button = named(found, "BaseButton");
    assert.deepEqual(
      button.props.map(({ name, type, default: said }) => [name, type, said]),
      [
        ["kind", ["solid", "ghost"], "solid"],
        ["block", "boolean", undefined],
        ["icon", "other", undefined],
      ],
    );
    assert.deepEqual(
      [button.role, button.content, button.import, button.takesClass],
      ["button", "root", "../BaseButton.vue", true],
    );
    const input = named(found, "BaseInput");
    assert.deepEqual(
      input.props.map(({ name, type, isRequired, default: said }) => [
        name,
        type,
        isRequired,
        said,
      ]),
      [
        ["label", "string", true, undefined],
        ["size", "number", false, "2"],
      ],
    );
    assert.deepEqual([input.role, input.content], ["input", undefined]);
    assert.equal(named(found, "UserBadge").role, undefined, "nothing can be put into it");
  });

  it("reads props of Svelte, and where its children are shown", async () => {
    put({
      "package.json": '{"devDependencies":{"svelte":"^5.0.0","@sveltejs/kit":"^2.0.0"}}',
      "src/lib/components/Button.svelte": `<script lang="ts">
import type { Snippet } from "svelte";
import type { HTMLButtonAttributes } from "svelte/elements";
interface Props extends HTMLButtonAttributes { tone?: "calm" | "loud"; children?: Snippet }
let { tone = "calm", children, ...rest }: Props = $props();
</script>
<button class={tone} {...rest}>{@render children?.()}</button>`,
      "src/lib/components/Card.svelte": `<script lang="ts">
let { children } = $props();
</script>
<section><div class="body">{@render children()}</div></section>`,
    });
    const found = await scan(temp());
    const button = named(found, "Button");
    assert.deepEqual(
      [button.role, button.content, button.takesAttributes, button.import],
      ["button", "root", true, "$lib/components/Button.svelte"],
    );
    assert.deepEqual(button.props, [
      { name: "tone", type: ["calm", "loud"], isRequired: false, default: "calm" },
    ]);
    assert.deepEqual([named(found, "Card").role, named(found, "Card").content], ["card", "inside"]);
  });

  it("of a prepared project runs nothing, leaves nothing, and reads nothing but its own plain files", async function () {
    const ran = join(temp(), "ran");
    const runs = `import fs from "node:fs"; fs.writeFileSync(${JSON.stringify(ran)}, ""); throw new Error();\n`;
    const button =
      "export const Button = (p: { children: string }) => <button>{p.children}</button>;";
    put({
      "outside/Outside.tsx": button.replaceAll("Button", "OutsideButton"),
      "project/package.json": '{"scripts":{"install":"node x.js"},"dependencies":{"react":"19"}}',
      "project/vite.config.ts": runs,
      "project/src/Button.tsx": `${runs}${button}`,
      "project/src/endless.tsx": `export const A = ${"(".repeat(20_000)}`,
      "project/src/deep.tsx": `type A = B; type B = A; interface C extends D {} interface D extends C {} export const Deep = (p: A & C & { a: A }) => <b>{p.a}</b>;`,
      "project/node_modules/p/Package.tsx": button.replaceAll("Button", "PackageButton"),
      "project/secrets/Button.tsx": button.replaceAll("Button", "SecretButton"),
      "project/.gitignore": "ignored\n",
      "project/ignored/Ignored.tsx": button.replaceAll("Button", "IgnoredButton"),
    });
    prepareLink(this, join(temp(), "outside"), join(temp(), "project/src/linked"));
    prepareLink(this, join(temp(), "outside/Outside.tsx"), join(temp(), "project/src/Linked.tsx"));
    const found = await scan(join(temp(), "project"));
    assert.deepEqual(rolesIn(found), { Button: "button", Deep: undefined });
    assert.throws(() => readJsonFile(ran), /ENOENT/);
  });

  it("proposes a file that can be read, whatever folders, names and types there are", async () => {
    const draws = (name: string, props = ""): string =>
      `export const ${name} = (p: { children: string; ${props} }) => <b>{p.children}</b>;\n`;
    const words = (count: number): string =>
      Array.from({ length: count }, (_, i) => `"word ${i}"`).join(" | ");
    put({
      "package.json": '{"dependencies":{"react":"19"}}',
      "tsconfig.json": '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}',
      "src/app/(auth)/[id]/button.tsx": draws("Button_v2"),
      "src/words.tsx": draws("Words", `few: ${words(100)}; many?: ${words(150)}`),
      "src/props.tsx": draws("Props", `"on:a b"?: string; "data-a"?: string`),
      "src/needs.tsx": draws("Needs", `"on:a b": string`),
      "src/it's/quoted.tsx": draws("Quoted"),
      "src/umlaut.tsx": draws("Größe"),
      "src/long.tsx": draws(`A${"a".repeat(200)}`),
    });
    const { found, notices } = await scan(temp());
    assert.deepEqual(parseComponents(printComponentsFile(found), "a.json"), found);
    assert.deepEqual(
      found.components.map((one) => [one.name, one.import]),
      [
        ["Button_v2", "@/app/(auth)/[id]/button"],
        ["Props", "@/props"],
        ["Words", "@/words"],
      ],
    );
    const typesOf = (name: string) =>
      found.components
        .find((one) => one.name === name)
        ?.props.map((one) => [one.name, typeof one.type === "string" ? one.type : one.type.length]);
    assert.deepEqual(typesOf("Words"), [
      ["few", 100],
      ["many", "other"],
    ]);
    assert.deepEqual(typesOf("Props"), [["data-a", "string"]]);
    assert.equal(notices.length, 4);
    for (const name of ["Needs", "Quoted", "Größe", "Aaaa"])
      assert.ok(
        notices.some((one) => one.startsWith(name) && one.includes("is left out")),
        name,
      );
  });

  it("proposes no more components and style sheets than a file may have", async () => {
    const names = Array.from({ length: 310 }, (_, i) => `Part${i}`);
    const sheets = Array.from({ length: 25 }, (_, i) => `sheet${i}.css`);
    put({
      "package.json": '{"dependencies":{"react":"19"}}',
      "src/parts.tsx": names
        .map((name) => `export const ${name} = (p: { a: string }) => <b>{p.a}</b>;\n`)
        .join(""),
      "src/main.tsx": sheets.map((name) => `import "./${name}";\n`).join(""),
      ...Object.fromEntries(sheets.map((name) => [`src/${name}`, ""])),
    });
    const { found, notices } = await scan(temp());
    assert.deepEqual(parseComponents(printComponentsFile(found), "a.json"), found);
    assert.deepEqual([found.components.length, found.styles.length], [300, 20]);
    assert.deepEqual(notices, [
      "There are 310 components; the first 300 are listed.",
      "There are 25 style sheets; the first 20 are listed.",
    ]);
  });

  it("finds style sheets after any number of empty lines", async () => {
    put({
      "package.json": '{"dependencies":{"react":"19"}}',
      "src/main.tsx": `  import "./a.css";${"\n".repeat(190_000)}run();\nimport\t'./b.css'`,
      "src/a.css": "",
      "src/b.css": "",
    });
    assert.deepEqual((await scan(temp())).found.styles, ["src/a.css", "src/b.css"]);
  });

  it("imports what lies in the folder of pages itself as a file, not as a package", async () => {
    put({
      "package.json": '{"dependencies":{"react":"19"}}',
      "src/components/page/button.tsx":
        "export const Button = (p: { children: string }) => <button>{p.children}</button>;",
    });
    const found = await scan(temp());
    assert.equal(named(found, "Button").import, "./button");
  });

  it("follows types that name themselves once, and leaves out a file whose types never end", async () => {
    const many = (name: string, sign: string): string => Array(60).fill(name).join(` ${sign} `);
    const chain = Array.from(
      { length: 11 },
      (_, i) => `type T${i} = ${many(`T${i + 1}`, "&")};\n`,
    ).join("");
    put({
      "package.json": '{"dependencies":{"react":"19"}}',
      "src/a.tsx": `type P = { kind: "a" | "b" } & ${many("P", "&")};
type W = "a" | ${many("W", "|")};
interface Q extends P, R { word: W } interface R extends Q { children: string }
export const Button = (p: Q) => <button>{p.children}</button>;`,
      "src/b.tsx": `${chain}type T11 = { a: string };
export const Endless = (p: T0) => <b>{p.a}</b>;`,
    });
    const found = await scan(temp());
    assert.deepEqual(rolesIn(found), { Button: "button" });
    assert.deepEqual(
      named(found, "Button").props.map(({ name, type }) => [name, type]),
      [
        ["kind", ["a", "b"]],
        ["word", "other"],
      ],
    );
    assert.deepEqual(found.notices, [
      "src/b.tsx is left out: it is nested too deep, or its types lead too far.",
    ]);
  });

  it("leaves out a file that is nested too deep, and goes on, whatever the project is made with", async () => {
    const deep = `${"<b>".repeat(20_000)}<slot />${"</b>".repeat(20_000)}`;
    const projects = [
      [
        "vue",
        "vue",
        `<template>${deep}</template>`,
        "<template><button><slot /></button></template>",
      ],
      [
        ...["svelte", "svelte", deep],
        "<script>let { children } = $props();</script><button>{@render children()}</button>",
      ],
      [
        ...["react", "tsx", `export const Deep = (p: { a: string }) => ${deep};`],
        "export const Button = (p: { children: string }) => <button>{p.children}</button>;",
      ],
    ] as const;
    for (const [framework = "", ending = "", nested = "", button = ""] of projects) {
      put({
        [`${framework}/package.json`]: JSON.stringify({ dependencies: { [framework]: "*" } }),
        [`${framework}/src/Deep.${ending}`]: nested,
        [`${framework}/src/XButton.${ending}`]: button,
      });
      const found = await scan(join(temp(), framework));
      assert.deepEqual(Object.values(rolesIn(found)), ["button"], framework);
      assert.deepEqual(
        found.notices,
        [`src/Deep.${ending} is left out: it is nested too deep, or its types lead too far.`],
        framework,
      );
    }
  });
});

describe("a components file", () => {
  it("says what a scan found, and is read as that", async () => {
    const { found } = await scan(REACT_PROJECT);
    assert.deepEqual(parseComponents(printComponentsFile(found), "a.json"), found);
  });

  it("is refused with what is wrong with it", () => {
    const one = { name: "A", import: "./A", file: "A.tsx" };
    const file = (...components: readonly object[]): string =>
      JSON.stringify({ framework: "react", components });
    const refused: [string, RegExp][] = [
      ["{", /a\.json is no JSON/],
      [file({ ...one, role: "hero" }), /role must be one of/],
      [file({ ...one, propz: {} }), /there is no components\.0\.propz/],
      [file(one, one), /two components A/],
      [file({ ...one, file: "../A.tsx" }), /no file in the project's folder/],
      [file({ ...one, file: "/etc/passwd" }), /no file in the project's folder/],
      [file({ ...one, import: 'a";alert(1);"' }), /import/],
      [file({ ...one, import: "./A\nB" }), /import/],
      [file({ ...one, import: "./A\\B" }), /import/],
      [file({ ...one, import: "https://example.com/A.js" }), /import/],
      [file({ ...one, name: "a b" }), /name/],
      [file({ ...one, name: "A.B" }), /name/],
      ...['x={(fetch("https://example.com"),1)} y', "a\nb", "a:b", "1a", ""].map(
        (prop): [string, RegExp] => [
          file({ ...one, props: { [prop]: { type: ["primary"] } } }),
          /there is no components\.0\.props/,
        ],
      ),
    ];
    for (const [text, why] of refused) assert.throws(() => parseComponents(text, "a.json"), why);
  });

  it("may name props as attributes of data are, and folders as routers name them", () => {
    const props = {
      "data-kind": { type: "string" },
      "aria-label": { type: "string" },
      $a_1: { type: "other" },
    };
    const one = { name: "Button_v2", import: "@/app/(auth)/[id]/größe", file: "A.tsx", props };
    const text = JSON.stringify({ framework: "react", components: [one] });
    const [read] = parseComponents(text, "a.json").components;
    assert.deepEqual([read?.name, read?.import], [one.name, one.import]);
    assert.deepEqual(
      read?.props.map(({ name }) => name),
      Object.keys(props),
    );
  });

  it("has the schema that is shipped for editors", () => {
    const { $schema, ...shipped } = readJsonFile(
      join(import.meta.dirname, "../../../../media/components.schema.json"),
    ) as Record<string, unknown>;
    assert.equal($schema, "http://json-schema.org/draft-07/schema#");
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(componentsFileSchema)));
  });
});
