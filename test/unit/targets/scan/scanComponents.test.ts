import assert from "node:assert/strict";
import { join } from "node:path";
import {
  parseComponents,
  printComponentsFile,
} from "../../../../src/project/components/componentsFile";
import { readJsonFile, REACT_PROJECT } from "../../../fakes/ownProjects";
import { prepareLink } from "../../../fakes/preparedFiles";
import { useTempFolder } from "../../../fakes/tempFolder";
import { named, putFiles, rolesIn, scan } from "./scanSupport";

describe("a scan for components", () => {
  const temp = useTempFolder();

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

  it("of a prepared project runs nothing, leaves nothing, and reads nothing but its own plain files", async function () {
    const ran = join(temp(), "ran");
    const runs = `import fs from "node:fs"; fs.writeFileSync(${JSON.stringify(ran)}, ""); throw new Error();\n`;
    const button =
      "export const Button = (p: { children: string }) => <button>{p.children}</button>;";
    putFiles(temp(), {
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

  it("proposes no more components and style sheets than a file may have", async () => {
    const names = Array.from({ length: 310 }, (_, i) => `Part${i}`);
    const sheets = Array.from({ length: 25 }, (_, i) => `sheet${i}.css`);
    putFiles(temp(), {
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
    putFiles(temp(), {
      "package.json": '{"dependencies":{"react":"19"}}',
      "src/main.tsx": `  import "./a.css";${"\n".repeat(190_000)}run();\nimport\t'./b.css'`,
      "src/a.css": "",
      "src/b.css": "",
    });
    assert.deepEqual((await scan(temp())).found.styles, ["src/a.css", "src/b.css"]);
  });

  it("imports what lies in the folder of pages itself as a file, not as a package", async () => {
    putFiles(temp(), {
      "package.json": '{"dependencies":{"react":"19"}}',
      "src/components/page/button.tsx":
        "export const Button = (p: { children: string }) => <button>{p.children}</button>;",
    });
    const found = await scan(temp());
    assert.equal(named(found, "Button").import, "./button");
  });

  it("is read again from the file that says it", async () => {
    const { found } = await scan(REACT_PROJECT);
    assert.deepEqual(parseComponents(printComponentsFile(found), "a.json"), found);
  });
});
