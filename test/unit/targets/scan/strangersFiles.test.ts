import assert from "node:assert/strict";
import { join } from "node:path";
import {
  parseComponents,
  printComponentsFile,
} from "../../../../src/project/components/componentsFile";
import { useTempFolder } from "../../../fakes/tempFolder";
import { named, putFiles, rolesIn, scan } from "./scanSupport";

describe("a scan of a stranger's files", () => {
  const temp = useTempFolder();

  it("proposes a file that can be read, whatever folders, names and types there are", async () => {
    const draws = (name: string, props = ""): string =>
      `export const ${name} = (p: { children: string; ${props} }) => <b>{p.children}</b>;\n`;
    const words = (count: number): string =>
      Array.from({ length: count }, (_, i) => `"word ${i}"`).join(" | ");
    putFiles(temp(), {
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

  it("follows types that name themselves once, and leaves out a file whose types never end", async () => {
    const many = (name: string, sign: string): string => Array(60).fill(name).join(` ${sign} `);
    const chain = Array.from(
      { length: 11 },
      (_, i) => `type T${i} = ${many(`T${i + 1}`, "&")};\n`,
    ).join("");
    putFiles(temp(), {
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
      putFiles(temp(), {
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
