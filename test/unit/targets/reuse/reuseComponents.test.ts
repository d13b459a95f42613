import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { createBitmap } from "../../../../src/image/bitmap";
import { encodePng } from "../../../../src/image/codec";
import { understandPage } from "../../../../src/design/understandPage";
import { describeComponents } from "../../../../src/model/describeComponents";
import { PermissionDesk } from "../../../../src/policy/permissionDesk";
import type { PolicyLayer } from "../../../../src/protocol/permissionProtocol";
import {
  COMPONENTS_FILE,
  parseComponents,
} from "../../../../src/project/components/componentsFile";
import { findTarget } from "../../../../src/project/target";
import { openReuse } from "../../../../src/targets/reuse/openReuse";
import { createPageTree } from "../../../../src/targets/html/writeCode";
import type { PageElement } from "../../../../src/targets/html/pageElement";
import { loadTargetCode } from "../../../../src/targets/loadTargetCode";
import type { Reuse } from "../../../../src/targets/reuse/loadReuse";
import { reuseComponents } from "../../../../src/targets/reuse/reuseComponents";
import { signIn } from "../../design/goldenPages";
import { REACT_PROJECT } from "../../../fakes/ownProjects";
import { useTempFolder } from "../../../fakes/tempFolder";
import { typeFaults } from "../../../fakes/typeFaults";

const { signal } = new AbortController();
const FILE = join(REACT_PROJECT, COMPONENTS_FILE);
const ALLOWED: PolicyLayer = { name: "test", defaults: { "read-project": "allow" } };

async function open(
  file = FILE,
  policy: readonly PolicyLayer[] = [ALLOWED],
  id = "react",
): Promise<{ readonly reuse: Reuse | undefined; readonly notices: readonly string[] }> {
  const target = findTarget(id);
  assert.ok(target);
  return openReuse(file, target, new PermissionDesk({ policy, ask: undefined }), signal);
}

async function openAll(): Promise<Reuse> {
  const { reuse, notices } = await open();
  assert.deepEqual(notices, []);
  assert.ok(reuse);
  return reuse;
}

/** A form as the tracer writes it with the project's components. */
async function writeForm({ project }: Reuse): Promise<ReadonlyMap<string, string>> {
  const code = await loadTargetCode("react");
  return code.write(
    createPageTree(understandPage(signIn), ({ id }) => `assets/${id}.png`, project),
  );
}

describe("a project's own components", function () {
  this.timeout(60_000);
  const temp = useTempFolder();
  const copyProject = (): string => {
    cpSync(REACT_PROJECT, temp(), { recursive: true });
    return join(temp(), COMPONENTS_FILE);
  };
  const replace = (path: string, from: string, to: string): void => {
    const file = join(temp(), path);
    const text = readFileSync(file, "utf8");
    assert.ok(text.includes(from));
    writeFileSync(file, text.replace(from, to));
  };

  it("are what a form is written of", async () => {
    const app = (await writeForm(await openAll())).get("App.tsx") ?? "";
    assert.match(app, /import \{ Button \} from "@\/components\/ui\/button";/);
    assert.match(app, /import \{ Input \} from "@\/components\/ui\/input";/);
    assert.match(app, /<Input\b[^>]*\btype="password"/);
    assert.match(app, /<Button\b[^>]*\btype="submit"[^>]*>\s*Sign in\s*<\/Button>/);
    assert.doesNotMatch(app, /<(button|input|label)\b/);
  });

  it("make pages that pass the project's own type check, and can be drawn", async () => {
    const reuse = await openAll();
    const files = await writeForm(reuse);
    const wrong = (files.get("App.tsx") ?? "").replace("<Button", '<Button variant="none"');
    const faults = typeFaults(new Map([...files, ["Wrong.tsx", wrong]]));
    assert.equal(faults.length, 1, faults.join("\n"));
    assert.match(faults[0] ?? "", /"none"/);
    const code = await loadTargetCode("react");
    const built = await code.build(
      new Map([...files].map(([path, text]) => [path, Buffer.from(text)])),
      reuse.sources,
    );
    assert.ok(built.ok, built.ok ? "" : built.message);
  });

  it("are told to a model as they are imported, with the props that they take", async () => {
    const words = describeComponents((await openAll()).project);
    assert.match(
      words,
      /^import \{ Button \} from "@\/components\/ui\/button"; \(button\) takes variant\?: "primary" \| "outline" \| "ghost" \| "danger", "primary" if not said, content, a class, its element's attributes$/m,
    );
    assert.match(words, /^import Card from "@\/components\/ui\/card"; \(card\)/m);
  });

  it("get a variant that fits what is seen, no prop that they have not, and none that nobody knows", () => {
    const project = parseComponents(readFileSync(FILE, "utf8"), FILE);
    const use = (element: Partial<PageElement>, components = project): PageElement => {
      const base = { attributes: {}, style: [], type: {}, narrow: [], text: [], children: [] };
      const inner = { ...base, tag: "div", name: "div", ...element };
      const [mapped] = reuseComponents(
        { ...base, tag: "body", name: "page", children: [inner] },
        components,
      ).children;
      assert.ok(mapped);
      return mapped;
    };
    const button = (style: PageElement["style"]): PageElement =>
      use({ tag: "button", name: "button", style, text: [["Go"]] });
    const border = ["border", "1px solid var(--gray-200)"] as const;
    assert.deepEqual(button([["background", "var(--blue-600)"]]).attributes, {});
    assert.deepEqual(button([border, ["background", "var(--white)"]]).attributes, {
      variant: "outline",
    });
    assert.deepEqual(button([["background", "var(--red-600)"]]).attributes, { variant: "danger" });
    assert.deepEqual(button([]).attributes, { variant: "ghost" });
    const soft = button([["background", "var(--gray-100)"]]);
    assert.deepEqual([soft.tag, soft.attributes], ["Button", {}], "none of its words fits");

    const cell = use({ tag: "td", name: "cell", style: [["padding", "8px"]], text: [["1"]] });
    assert.deepEqual([cell.tag, cell.style], ["TableCell", []]);
    const badge = use({ name: "badge", text: [["New"]], type: { color: "var(--green-700)" } });
    assert.deepEqual([badge.tag, badge.attributes], ["Badge", { tone: "success" }]);
    const withRequired = {
      ...project,
      components: project.components.map((one) => ({
        ...one,
        props: [
          ...one.props,
          { name: "icon", type: "other", isRequired: true, default: undefined } as const,
        ],
      })),
    };
    assert.equal(use({ tag: "button", text: [["Go"]] }, withRequired).tag, "button");
    const bare = {
      ...project,
      components: project.components.map((one) => ({
        ...one,
        takesAttributes: false,
        takesClass: false,
      })),
    };
    const password = { tag: "input", name: "field", attributes: { type: "password" } };
    assert.equal(use(password, bare).tag, "input", "it would show what is typed");
    const placed = use(
      { tag: "button", name: "go", style: [["margin-top", "9px"]], text: [["Go"]] },
      bare,
    );
    assert.deepEqual(
      [placed.tag, placed.style, placed.children[0]?.tag, placed.children[0]?.style],
      [
        "div",
        [
          ["display", "grid"],
          ["margin-top", "9px"],
        ],
        "Button",
        [],
      ],
    );
  });

  it("are left out where they cannot be bundled or read, with the reason", async () => {
    const file = copyProject();
    replace("src/lib/classes.ts", "export", 'import "clsx";\nexport');
    const { reuse, notices } = await open(file);
    assert.ok(reuse);
    assert.deepEqual(
      notices.map((one) => one.replace(/:.*"clsx"/, ': … "clsx"')),
      [
        'Button is not used: … "clsx" cannot be imported here: only "react", "react-dom" and files of the page can.',
        'Input is not used: … "clsx" cannot be imported here: only "react", "react-dom" and files of the page can.',
      ],
    );
    assert.ok(!reuse.project.components.some(({ name }) => name === "Button" || name === "Input"));
    replace(
      "src/components/ui/label.tsx",
      "import styles",
      'import "../../../../outside";\nimport styles',
    );
    const { notices: more } = await open(file);
    assert.match(more.find((one) => one.startsWith("Label")) ?? "", /is no file there/);
  });

  it("stay where a style sheet of the whole project cannot be bundled, which alone is left out", async () => {
    const file = copyProject();
    const index = join(temp(), "src/index.css");
    const styles = readFileSync(index, "utf8");
    writeFileSync(join(temp(), "src/base.css"), "p { color: red }");
    writeFileSync(
      index,
      `@import url("https://fonts.example/a.css");\n@import "base.css";\n${styles}`,
    );
    const web = await open(file);
    assert.deepEqual(web.notices, []);
    assert.deepEqual(web.reuse?.sources.styles, ["src/index.css"]);
    assert.ok(web.reuse.sources.files.has("src/base.css"));
    const all = web.reuse.project.components.length;

    writeFileSync(index, `@import "tailwindcss";\n${styles}`);
    const { reuse, notices } = await open(file);
    assert.equal(notices.length, 1, notices.join("\n"));
    assert.match(
      notices[0] ?? "",
      /^The style sheet src\/index\.css is not used: .*"tailwindcss" is no file there/,
    );
    assert.equal(reuse?.project.components.length, all);
    assert.deepEqual(reuse.sources.styles, []);
  });

  it("are found by imports with a dot, and take no package's name so", async () => {
    const file = copyProject();
    const from = '"import": "@/components/ui/badge"';
    for (const path of ["./Badge", "./react", "../ui/./badge"]) {
      cpSync(REACT_PROJECT, temp(), { recursive: true });
      replace(COMPONENTS_FILE, from, `"import": "${path}"`);
      const { reuse, notices } = await open(file);
      assert.deepEqual(notices, []);
      assert.ok(reuse);
      const page = `import { useState } from "react"; import { Badge } from "${path}";
export default function App() { return <Badge>{useState(1)[0]}</Badge>; }`;
      const code = await loadTargetCode("react");
      const built = await code.build(new Map([["App.tsx", Buffer.from(page)]]), reuse.sources);
      assert.ok(built.ok, built.ok ? "" : built.message);
    }
  });

  it("bring the pictures that their styles show, and are used without those that cannot be read", async () => {
    const file = copyProject();
    const styles = "src/components/ui/button.module.css";
    const picture = await encodePng(createBitmap(8, 8, [200, 30, 30]));
    writeFileSync(join(temp(), "src/components/ui/spark.png"), picture);
    writeFileSync(join(temp(), "src/components/ui/huge.png"), Buffer.alloc(300_000));
    const shown = 'background: url("./spark.png"), url(huge.png), url(none.png);';
    replace(styles, "cursor: pointer;", shown);
    const { reuse, notices } = await open(file);
    assert.deepEqual(notices, []);
    assert.ok(reuse);
    assert.deepEqual(reuse.sources.files.get("src/components/ui/spark.png"), picture);
    const files = new Map([...(await writeForm(reuse))].map(([path, t]) => [path, Buffer.from(t)]));
    const built = await (await loadTargetCode("react")).build(files, reuse.sources);
    assert.ok(built.ok, built.ok ? "" : built.message);
    const [, address = ""] =
      /url\("?([^")]*spark\.png)/.exec(new TextDecoder().decode(built.files.get("built.css"))) ??
      [];
    assert.deepEqual(built.files.get(posix.normalize(address)), picture);
  });

  it("lose nothing to the pictures and fonts of the project's styles, however many these are", async () => {
    const file = copyProject();
    const names = Array.from({ length: 6 }, (_, n) => [`big${n}.png`, `big${n}.woff2`]).flat();
    for (const name of names) writeFileSync(join(temp(), "src", name), Buffer.alloc(199_000));
    const shown = names.map((name) => `url("./${name}")`).join(", ");
    const [style = ""] = parseComponents(readFileSync(file, "utf8"), FILE).styles;
    const up = posix.relative(posix.dirname(style), "src");
    const text = readFileSync(join(temp(), style), "utf8");
    const below = shown.replaceAll("./", up === "" ? "./" : `${up}/`);
    writeFileSync(join(temp(), style), `${text}\n.big { background: ${below}; }\n`);
    const { reuse, notices } = await open(file);
    assert.deepEqual(notices, []);
    for (const name of names) assert.ok(reuse?.sources.files.has(`src/${name}`), name);
  });

  it("are not read where the file names none, and a style sheet that is not there is told of", async () => {
    const file = copyProject();
    const asked = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...asked, styles: ["src/gone.css"] }));
    const { reuse, notices } = await open(file);
    assert.ok(reuse);
    assert.deepEqual(notices, [
      'The style sheet src/gone.css is not used: "src/gone.css" is none of the files that may be read here.',
    ]);
    writeFileSync(file, JSON.stringify({ ...asked, components: [] }));
    for (const policy of [[ALLOWED], []])
      assert.deepEqual(await open(file, policy), {
        reuse: undefined,
        notices: ["The project's components are not used: the components file names none."],
      });
  });

  it("are not read where a rule forbids it, nobody answers, or the target is another one", async () => {
    const denied: PolicyLayer = { name: "mine", defaults: { "read-project": "deny" } };
    for (const policy of [[denied], []]) {
      const { reuse, notices } = await open(FILE, policy);
      assert.equal(reuse, undefined);
      assert.deepEqual(notices, ["The project's components are not used: they may not be read."]);
    }
    const rule = { path: "src/lib/**", action: "deny" } as const;
    const { reuse, notices } = await open(FILE, [ALLOWED, { name: "mine", rules: [rule] }]);
    assert.ok(notices.includes("Button is not used: src/lib/classes.ts may not be read."));
    assert.ok(reuse && !reuse.sources.files.has("src/lib/classes.ts"));
    const other = await open(FILE, [ALLOWED], "vue");
    assert.match(other.notices.join(), /are react's, and the target is vue/);
  });
});
