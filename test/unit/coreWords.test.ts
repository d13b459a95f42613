import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import ts from "typescript";

const src = resolve(import.meta.dirname, "../../src");

/** Where options of another program, or names of a style sheet, are written; each with why. */
const OTHERS_WORDS: Readonly<Record<string, string>> = {
  "render/browser/browserFlags.ts": "the browser's own options",
  "render/trials/trialPage.ts": "a custom property of CSS",
  "targets/tailwind/theme.ts": "variables of a style sheet",
};

/** Texts in a source file, with what stands between the holes of a template; comments are none. */
function textsIn(path: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node))
      texts.push(
        [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…"),
      );
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest));
  return texts;
}

/** Whether a text speaks as the command line does: of its commands, or of options. */
function isCommandLine(text: string): boolean {
  return /\bmockloop [a-z]+|\bnpm run\b|same command|(^|[\s`"'])--[a-z][a-z-]*\b(?!:)/.test(text);
}

describe("the core's words", () => {
  it("know no command line: that is for its front end to say", () => {
    const found: string[] = [];
    const unused = new Set(Object.keys(OTHERS_WORDS));
    let texts = 0;
    for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(src, path).split(sep).join("/");
      if (!entry.isFile() || !name.endsWith(".ts") || /^(cli|vscode)\//.test(name)) continue;
      for (const text of textsIn(path)) {
        texts++;
        if (!isCommandLine(text)) continue;
        if (name in OTHERS_WORDS) unused.delete(name);
        else found.push(`${name}: ${text}`);
      }
    }
    assert.ok(texts > 3000, String(texts));
    assert.deepEqual(found, []);
    assert.deepEqual([...unused], []);
  });

  it("are told from the command line's", () => {
    for (const text of ["Run `mockloop resume`.", "Leave --mmproj out.", "--force", "npm run x"])
      assert.ok(isCommandLine(text), text);
    for (const text of ["Mockloop can work here.", "a--b", "var(--line)", "--line: #fff"])
      assert.ok(!isCommandLine(text), text);
  });
});
