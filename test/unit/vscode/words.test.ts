import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as l10n from "@vscode/l10n";
import { formatSize } from "../../../webview/format";
import { describeModes } from "../../../webview/stage/modes";
import { MEASURES } from "../../../src/protocol/views/measures";
import { describeRemedy } from "../../../src/vscode/describeRemedy";
import { readNls, root } from "./readManifest";

interface Words {
  readonly collectWords: () => { readonly messages: readonly string[]; readonly faults: string[] };
  readonly readWords: (
    name: string,
    text: string,
  ) => { readonly found: readonly string[]; readonly wrong: readonly string[] };
}

type Table = Readonly<Record<string, string>>;

const tableOf = (language: string): Table =>
  JSON.parse(readFileSync(join(root, "l10n", `bundle.l10n.${language}json`), "utf8")) as Table;
const LANGUAGES = readdirSync(join(root, "l10n")).flatMap(
  (name) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(name)?.[1] ?? [],
);

/** What is put in, and the names of settings, commands and programs: "{0}", "`code`", "mockloop.x", "(command:x)". */
const KEPT = /\{\d\}|`[^`]*`|\b(?:mockloop\.|command:mockloop\.)\w+|npm run [\w:]+|\$\{\w+\}/g;
const kept = (text: string): readonly string[] => (text.match(KEPT) ?? []).toSorted();

describe("the words of the editor", () => {
  let words: Words;
  before(async () => {
    words = (await import(pathToFileURL(join(root, "scripts/l10n.mjs")).href)) as Words;
  });

  it("are all in the table, and none is written beside it", () => {
    const { messages, faults } = words.collectWords();
    assert.deepEqual(faults, []);
    assert.ok(messages.length > 300);
    const written = tableOf("");
    assert.deepEqual(Object.keys(written), messages, "run node scripts/l10n.mjs");
    assert.deepEqual(Object.values(written), messages);
  });

  it("are told from what nobody reads", () => {
    const wrong = (text: string): readonly string[] =>
      words.readWords("a.ts", text).wrong.map((fault) => fault.replace(/^a\.ts:\d+: /, ""));
    const plain = "not translated: ";
    assert.deepEqual(wrong('show("Nothing was drawn");'), [`${plain}"Nothing was drawn"`]);
    assert.deepEqual(wrong("show(`It has ${n} pages`);"), [`${plain}\`It has \${n} pages\``]);
    assert.deepEqual(wrong('element("h2", {}, "code");'), [`${plain}"code"`]);
    assert.deepEqual(wrong('element("h2", { title: "code" });'), [`${plain}"code"`]);
    assert.deepEqual(wrong('const item = { label: "remove" };'), [`${plain}"remove"`]);
    assert.deepEqual(wrong('const X = l10n.t("Add a server");'), [
      "translated while the file is loaded: put it into a function",
    ]);
    assert.deepEqual(wrong("const x = () => l10n.t(text);"), ["the message is not written out"]);
    assert.deepEqual(
      wrong(`
        import { a } from "Some words here";
        logger.info("Engine started well");
        element("h2", { class: "view alone" }, l10nLess);
        type Standing = "rolled back" | "best";
        if (key === "Enter") vscode.commands.executeCommand("setContext a");
        class A { readonly label = l10n.t("Add a server"); }
        const size = \`\${w} × \${h} px\`;
      `),
      [],
    );
    assert.deepEqual(words.readWords("a.ts", 'f(() => l10n.t("A {0}", l10n.t("B")));').found, [
      "A {0}",
      "B",
    ]);
  });

  it("are all there in every language, with the same things put in", () => {
    assert.deepEqual(LANGUAGES, ["de"]);
    for (const language of LANGUAGES)
      for (const [english, other] of [
        [tableOf(""), tableOf(`${language}.`)],
        [readNls(), readNls(language)],
      ] as const) {
        assert.deepEqual(Object.keys(other).toSorted(), Object.keys(english).toSorted());
        for (const [key, text] of Object.entries(english)) {
          assert.deepEqual(kept(other[key] ?? ""), kept(text), key);
          assert.notEqual(other[key]?.trim(), "", key);
        }
        const same = Object.keys(english).filter((key) => english[key] === other[key]);
        assert.ok(same.length < 25, same.join(" | "));
      }
  });

  it("of package.json are all in its tables, and none is written there", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      readonly l10n: string;
      readonly description: string;
      readonly capabilities: unknown;
      readonly contributes: unknown;
    };
    assert.ok(existsSync(join(root, manifest.l10n, "bundle.l10n.json")));
    const { description, capabilities, contributes } = manifest;
    const read = textsIn({ description, capabilities, contributes });
    const used = read.flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []);
    assert.deepEqual([...new Set(used)].toSorted(), Object.keys(readNls()).toSorted());
    // What is left are names.
    const names = /^(%.+%|Mockloop|Vulkan|CUDA|Metal|f16|q8_0|f32)$/;
    assert.deepEqual(
      read.filter((text) => !names.test(text)),
      [],
    );
  });

  it("of the walkthrough have a page in every language", () => {
    const folder = join(root, "media", "walkthrough");
    const pages = readdirSync(folder).filter((name) => !name.includes(".nls."));
    assert.ok(pages.length >= 5);
    for (const page of pages)
      for (const language of LANGUAGES)
        assert.ok(existsSync(join(folder, page.replace(/\.md$/, `.nls.${language}.md`))), page);
  });

  it("are German where the editor is", () => {
    l10n.config({ contents: tableOf("de.") });
    try {
      assert.equal(describeRemedy({ kind: "download-model", id: "glm" }), GERMAN_REMEDY);
      assert.deepEqual(
        describeModes().map(({ label }) => label),
        ["Nebeneinander", "Wischen", "Durchscheinend", "Unterschied", "Wechseln"],
      );
      assert.ok(MEASURES.map(({ name }) => name()).includes("Abweichende Pixel"));
      assert.equal(formatSize({ width: 2, height: 3, deviceScaleFactor: 1 }), "2 × 3 px");
    } finally {
      l10n.config({ contents: {} });
    }
  });
});

const GERMAN_REMEDY = "„Mockloop: Modell wählen“ lädt es herunter.";

/** What people read in a part of package.json, by the names of its fields. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, below]: [string, unknown]) => {
    if (!READ.test(name)) return textsIn(below);
    const texts = [below].flat().filter((text) => typeof text === "string");
    // A schema may have a property called so.
    return texts.length > 0 ? texts : textsIn(below);
  });
}

const READ =
  /^(title|name|label|contents|description|markdownDescription|enumItemLabels|markdownEnumDescriptions|patternErrorMessage)$/;
