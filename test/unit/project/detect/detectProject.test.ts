import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Folder } from "../../../../src/files/folder";
import { detectProject } from "../../../../src/project/detect/detectProject";
import { suggestTarget, type ProjectFacts } from "../../../../src/project/detect/projectFacts";
import { prepareLink } from "../../../fakes/preparedFiles";
import { useTempFolder } from "../../../fakes/tempFolder";

const signal = new AbortController().signal;
const manifest = (...names: readonly string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, "^4.1.0"])) });

describe("a person's project", () => {
  const temp = useTempFolder();
  const root = (): string => join(temp(), "project");
  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root(), path)), { recursive: true });
      writeFileSync(join(root(), path), text);
    }
  };
  const detect = async (files: Readonly<Record<string, string>>): Promise<ProjectFacts> => {
    put(files);
    return detectProject(await Folder.open(root()), signal);
  };

  it("with React and Tailwind is known by its packages and files", async () => {
    const facts = await detect({
      "package.json": manifest("next", "react", "tailwindcss", "@biomejs/biome"),
      "tsconfig.json": `{
        // as TypeScript allows
        "compilerOptions": { "paths": { "@/*": ["./src/*"], "one": ["./one.ts"], "out/*": ["../out/*"] }, },
      }`,
      "eslint.config.js": "throw new Error()",
      "src/app/globals.css": '@import "tailwindcss";',
      "src/components/Button.tsx": "",
      "src/features/cart/components/Cart.tsx": "",
      "src/features/cart/components/Cart.test.tsx": "",
      "src/Page.module.css": "",
    });
    assert.deepEqual(facts, {
      framework: "react",
      hasTypeScript: true,
      tailwind: { version: 4, stylesheet: "src/app/globals.css" },
      hasCssModules: true,
      aliases: [{ prefix: "@/", folder: "src/" }],
      formatter: "biome",
      linter: "eslint",
      components: "src/components",
      isWhole: true,
    });
    assert.equal(suggestTarget(facts), "react-tailwind");
  });

  it("gets the target of its framework, and Tailwind's classes where its version has them", async () => {
    const target = async (...names: readonly string[]): Promise<string> =>
      suggestTarget(await detect({ "package.json": manifest(...names) }));
    assert.equal(await target("vue", "tailwindcss"), "vue");
    assert.equal(await target("@sveltejs/kit"), "svelte");
    assert.equal(await target("tailwindcss"), "tailwind");
    assert.equal(await target("express"), "html");
    put({ "package.json": '{"dependencies": {"react": "19", "tailwindcss": "^3.4.0"}}' });
    assert.equal(suggestTarget(await detectProject(await Folder.open(root()), signal)), "react");
  });

  it("in a workspace has the version of Tailwind that its style sheet is written for", async () => {
    const versionOf = async (asked: string, css: string): Promise<number | undefined> => {
      const text = JSON.stringify({ dependencies: { tailwindcss: asked } });
      return (await detect({ "package.json": text, "a.css": css })).tailwind?.version;
    };
    assert.equal(await versionOf("workspace:*", "@tailwind base;\n@tailwind utilities;"), 3);
    assert.equal(await versionOf("catalog:web19", '@import "tailwindcss";'), 4);
    assert.equal(await versionOf("^4.1.0", "@tailwind base;"), 4);
    assert.equal(await versionOf("~3.4.1", "@apply flex;"), 3);
  });

  it("with two frameworks is of the one that has more components", async () => {
    const facts = await detect({
      "package.json": manifest("react", "vue"),
      ...{ "src/A.vue": "", "src/B.vue": "", "src/C.tsx": "" },
    });
    assert.equal(facts.framework, "vue");
    assert.equal(facts.components, "src/components");
  });

  it("of SvelteKit keeps its components where its alias leads", async () => {
    const facts = await detect({
      "package.json": manifest("@sveltejs/kit", "svelte"),
      "src/routes/+page.svelte": "",
    });
    assert.equal(facts.components, "src/lib/components");
    assert.deepEqual(facts.aliases, [{ prefix: "$lib/", folder: "src/lib/" }]);
  });

  it("that is broken is as good as none", async () => {
    const facts = await detect({
      "package.json": '{"dependencies": ["react"]',
      "tsconfig.json": '{"compilerOptions": {"paths": 3}}',
    });
    assert.equal(facts.framework, undefined);
    assert.deepEqual(facts.aliases, []);
    await assert.rejects(detectProject(await Folder.open(root()), AbortSignal.abort()));
  });

  it("is not looked at where links lead, nor where packages lie", async function () {
    const outside = join(temp(), "outside");
    mkdirSync(join(outside, "components"), { recursive: true });
    writeFileSync(join(outside, "package.json"), manifest("react"));
    writeFileSync(join(outside, "site.css"), '@import "tailwindcss";');
    writeFileSync(join(outside, "components/Secret.tsx"), "");
    put({ "node_modules/vue/package.json": "{}", ".hidden/App.vue": "", "src/a.txt": "" });
    prepareLink(this, join(outside, "package.json"), join(root(), "package.json"));
    prepareLink(this, outside, join(root(), "src/linked"));
    prepareLink(this, join(outside, "site.css"), join(root(), "src/site.css"));
    prepareLink(this, root(), join(root(), "src/circle"));
    const facts = await detectProject(await Folder.open(root()), signal);
    assert.equal(facts.framework, undefined);
    assert.equal(facts.tailwind, undefined);
    assert.equal(facts.isWhole, true);
  });

  it("is executed nowhere, whatever its configurations say", async () => {
    const mark = join(temp(), "executed");
    const evil = `require("fs").writeFileSync(${JSON.stringify(mark)}, "")`;
    const script = `node -e ${JSON.stringify(evil)}`;
    const facts = await detect({
      "package.json": JSON.stringify({
        dependencies: { react: "19", prettier: "file:./evil" },
        scripts: { preinstall: script, install: script, postinstall: script, prepare: script },
      }),
      ...Object.fromEntries(
        ["eslint", "prettier", "tailwind", "vite", "postcss"].map((tool) => [
          `${tool}.config.cjs`,
          evil,
        ]),
      ),
      "tsconfig.json":
        '{"extends": "./evil.json", "compilerOptions": {"plugins": [{"name": "./evil.cjs"}]}}',
      "evil.cjs": evil,
      "node_modules/prettier/index.js": evil,
      "src/site.css":
        '@import "tailwindcss"; @plugin "../evil.cjs"; @config "../tailwind.config.cjs";',
    });
    assert.equal(facts.framework, "react");
    assert.equal(await (await Folder.open(temp())).kind("executed"), undefined);
  });
});
