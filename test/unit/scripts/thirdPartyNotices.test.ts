import { strict as assert } from "node:assert";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface Outputs {
  readonly outputs: Record<
    string,
    { readonly inputs: Record<string, { readonly bytesInOutput: number }> }
  >;
}
interface ThirdPartyNotices {
  listBundledPackages(metafiles: readonly Outputs[], root: string): Map<string, string[]>;
  describeNotices(packages: ReadonlyMap<string, readonly string[]>): string;
}
const script = resolve(import.meta.dirname, "../../../scripts/thirdPartyNotices.mjs");

describe("thirdPartyNotices", () => {
  let root: string;
  let notices: ThirdPartyNotices;
  before(async () => {
    notices = (await import(pathToFileURL(script).href)) as ThirdPartyNotices;
  });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "mockloop-notices-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  /** Writes a package below node_modules and returns its folder. */
  async function install(name: string, manifest: object, files: Record<string, string> = {}) {
    const folder = join(root, "node_modules", name);
    const all = { ...files, "package.json": JSON.stringify({ name, ...manifest }) };
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return folder;
  }
  const describeOne = (folder: string): string =>
    notices.describeNotices(new Map([[folder, []]])).replaceAll(/\s+/g, " ");

  it("lists the packages that a bundle has code of, the innermost, each once", () => {
    const inputs = {
      "src/main.ts": { bytesInOutput: 10 },
      "node_modules/@a/b/lib/x.js": { bytesInOutput: 10 },
      "node_modules/@a/b/lib/y.js": { bytesInOutput: 10 },
      "node_modules/c/node_modules/d/index.js": { bytesInOutput: 10 },
      "node_modules/c/third_party/e.js": { bytesInOutput: 10 },
      "node_modules/shaken/index.js": { bytesInOutput: 0 },
    };
    assert.deepEqual(
      [...notices.listBundledPackages([{ outputs: { "out.mjs": { inputs } } }], "/r")],
      [
        ["/r/node_modules/@a/b", []],
        ["/r/node_modules/c/node_modules/d", []],
        ["/r/node_modules/c", ["/r/node_modules/c/third_party/e.js"]],
      ],
    );
  });

  it("takes a package's own licence, and what else it must be shipped with", async () => {
    const folder = await install(
      "own",
      { version: "1.2.3", license: "Apache-2.0" },
      { "LICENSE.md": "Copyright Somebody", NOTICE: "Says so.", "license.js": "code" },
    );
    const text = describeOne(folder);
    assert.match(text, /own 1\.2\.3 \(Apache-2\.0\) =+ Copyright Somebody Says so\.\s*$/);
  });

  it("finds a licence in the README; a mere name there is none", async () => {
    const licence = "Copyright Me\n\nPermission is hereby granted, free of charge";
    const readme = await install(
      "readme",
      { version: "1.0.0", license: "MIT" },
      { "README.md": `# It\n\nLicense\n-------\n\n${licence}\n` },
    );
    assert.match(describeOne(readme), /\(MIT\) =+ Copyright Me Permission is hereby granted, free/);
    const named = await install(
      "named",
      { version: "1.0.0", license: "MIT", author: { name: "A. Writer" } },
      { "README.md": "# It\n\n## License\n\nMIT\n" },
    );
    assert.match(describeOne(named), /MIT License Copyright \(c\) A\. Writer Permission is hereby/);
  });

  it("refuses a package without a text and without a licence that SPDX knows", async () => {
    for (const [name, license] of Object.entries({ none: undefined, own: "SEE LICENSE IN x" })) {
      const folder = await install(name, { version: "1.0.0", license });
      assert.throws(() => describeOne(folder), /no licence text.*may not be packaged/);
    }
    const choice = await install("choice", { version: "1.0.0", license: "(MIT OR Apache-2.0)" });
    assert.match(describeOne(choice), /MIT License.*Apache License/);
  });

  it("adds what a package has from others, and refuses such a file without its licence", async () => {
    const folder = await install(
      "outer",
      { version: "1.0.0", license: "MIT" },
      {
        LICENSE: "Outer's licence",
        "third_party/good.js": "/**\n * MIT License\n *\n * Copyright Inner\n */\ncode();",
        "third_party/bad.js": "code();",
      },
    );
    const withFile = (name: string): string =>
      notices.describeNotices(new Map([[folder, [join(folder, "third_party", name)]]]));
    assert.match(withFile("good.js"), /Outer's licence\s+MIT License\s+Copyright Inner\n/);
    assert.throws(() => withFile("bad.js"), /bad\.js does not begin with its licence/);
  });
});
