import assert from "node:assert/strict";
import { expandOutputFolder, folderNameOf } from "../../../../src/vscode/accept/targetFolder";

describe("folderNameOf", () => {
  it("makes a folder's name of a mockup's", () => {
    const expected: Readonly<Record<string, string>> = {
      "Sign Up.png": "sign-up",
      "login@2x.png": "login",
      "a/b\\c d.e.png": "c-d-e",
      "Größe.png": "gro-ße",
      "???.png": "mockup",
      ".png": "mockup",
    };
    for (const [name, folder] of Object.entries(expected)) assert.equal(folderNameOf(name), folder);
  });

  it("bounds its length", () => assert.equal(folderNameOf(`${"x".repeat(300)}.png`).length, 60));
});

describe("expandOutputFolder", () => {
  const expand = (template: string) => expandOutputFolder(template, ["designs", "v2"], "Home.png");

  it("fills the mockup's folder and name in", () => {
    assert.deepEqual(expand("${mockupFolder}/${mockupName}"), ["designs", "v2", "home"]);
    assert.deepEqual(expand("src\\pages/./${mockupName}/"), ["src", "pages", "home"]);
    assert.deepEqual(expand(""), []);
    assert.deepEqual(expandOutputFolder("${mockupFolder}", [], "a.png"), []);
  });

  it("goes up, but never out", () => {
    assert.deepEqual(expand("${mockupFolder}/../code"), ["designs", "code"]);
    assert.equal(expand("../code"), undefined);
    assert.equal(expand("a/../../code"), undefined);
    assert.equal(expand("C:\\code"), undefined);
  });

  it("leads into no hidden folder, but stays in one that the mockup is in", () => {
    for (const template of [
      ".git/hooks",
      "a/.vscode",
      ".GIT",
      "a/../.husky",
      "...",
      "${mockupFolder}/.x",
    ])
      assert.equal(expand(template), undefined, template);
    assert.equal(expandOutputFolder("${mockupFolder}.git/hooks", [], "a.png"), undefined);
    const inside = expandOutputFolder("${mockupFolder}/${mockupName}", [".theme"], "a.png");
    assert.deepEqual(inside, [".theme", "a"]);
  });
});
