import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { cruise } from "dependency-cruiser";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Folders of src in the order of the allowed imports: each may import from those before it, and from itself. */
const LAYERS = [
  "base",
  "channel",
  "files",
  "image",
  "protocol",
  "policy",
  "mockup",
  "fonts",
  "inspect",
  "design",
  "project",
  "targets",
  "model",
  "trace",
  "tools",
  "render",
  "compare",
  "craft",
  "feedback",
  "converge",
  "run",
  "batch",
  "pages",
  "app",
  "cli",
  "vscode",
];

/** Who alone may import a package (a file without its ending, or a folder). */
const OWNERS: Readonly<Record<string, string>> = {
  typebox: "src",
  "vscode-jsonrpc": "src/channel",
  "@vscode/l10n": "src",
  vscode: "src/vscode",
  puppeteer: "src/render",
  "@puppeteer/browsers": "src/render",
  pixelmatch: "src/compare/image/compareImages",
  "ssim.js": "src/compare/image/compareImages",
  sharp: "src/image/codec",
  "tesseract.js": "src/inspect/read/tesseractReader",
  "onnxruntime-web": "src/inspect/read/paddle/paddleReader",
  munkres: "src/compare/text/assignment",
  "mime-types": "src/render/page/mimeType",
  diff: "src/tools/edit/lineDiff",
  ignore: "src/project/files/ignoredFiles",
  fflate: "src/vscode/code/zipFiles",
  "tar-stream": "src/model/llama/backends/extractTgz",
  undici: "src/model/openai/wire/serverClient",
  "proxy-from-env": "src/model/openai/wire/serverClient",
  "eventsource-parser": "src/model/openai/wire/eventStream",
  commander: "src/cli",
  "@modelcontextprotocol/sdk": "src/app/mcp",
  bullmq: "src/batch/queue/bullmqQueue",
  ioredis: "src/batch/queue/bullmqQueue",
  s3mini: "src/batch/store/s3Store",
  postcss: "src/craft",
  "postcss-selector-parser": "src/craft",
  parse5: "src/craft",
  prettier: "src/project/formatFiles",
  "prettier-plugin-svelte": "src/project",
  esbuild: "src/targets/build",
  "@vue/compiler-sfc": "src/targets",
  svelte: "src/targets",
  tailwindcss: "src/targets/tailwind",
  json5: "src/project/detect",
};

/** Files without clock, chance or platform, so that they can be trusted and tested at a glance. */
const PURE = [
  "image/bitmap",
  "policy/decide",
  "model/prompt",
  "model/transcript",
  "model/describeInspection",
  "converge/converge",
  "converge/extraIterations",
  "converge/hear",
  "converge/inbox",
  "converge/loopState",
  "converge/stopPolicy",
  "converge/pageMeter",
  "batch/fair/fairGate",
  "batch/shard",
  "batch/workThrough",
  "batch/summary/aggregate",
  "batch/summary/mergeShards",
  "batch/summary/summarize",
  "feedback/describeDifferences",
  "design/layout/layoutTree",
  "compare/fidelity",
];

/** The one file outside of src that is imported: it has the version. */
const MANIFEST = "../package.json";

const MAX_LINES = 300;
const MAX_FILES = 15;

interface SourceFile {
  /** Relative to the root, with "/" and without ".ts". */
  readonly name: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function listFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, "utf8");
      return {
        name: relative(root, path).split(sep).join("/").replace(/\.ts$/, ""),
        text,
        imports: [...text.matchAll(/(?:from|import\()\s*["']([^"']+)["']/g)].map((m) => m[1] ?? ""),
      };
    });
}

const files = listFiles("src");

/** "render/renderer" for an import of "../render/renderer" out of src/compare; undefined for packages. */
function resolveImport(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return relative(join(root, "src"), resolve(root, dirname(file.name), specifier))
    .split(sep)
    .join("/");
}

function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

describe("the house", () => {
  it("has only the folders of the plan", () => {
    const folders = readdirSync(join(root, "src"), { withFileTypes: true });
    for (const entry of folders) {
      assert.ok(entry.isDirectory(), `src/${entry.name} is no folder`);
      assert.ok(
        LAYERS.includes(entry.name),
        `src/${entry.name}: add it to LAYERS and to docs/architecture.md`,
      );
    }
    for (const layer of LAYERS)
      assert.ok(
        folders.some((entry) => entry.name === layer),
        `${layer} is in LAYERS but not in src`,
      );
  });

  it("imports only downwards", () => {
    for (const file of files) {
      const layer = file.name.split("/")[1] ?? "";
      for (const specifier of file.imports) {
        const target = resolveImport(file, specifier);
        if (target === undefined || target === MANIFEST) continue;
        const below = LAYERS.indexOf(target.split("/")[0] ?? "");
        assert.ok(below >= 0, `${file.name} imports ${specifier}, which is outside src`);
        assert.ok(
          below <= LAYERS.indexOf(layer),
          `${file.name} imports ${target}: ${layer} stands before it. Hand it in instead, or move the file.`,
        );
      }
    }
  });

  it("keeps the front ends apart", () => {
    for (const file of files)
      for (const specifier of file.imports) {
        const target = resolveImport(file, specifier);
        if (file.name.startsWith("src/vscode/"))
          assert.ok(!target?.startsWith("cli/"), `${file.name} imports ${specifier}`);
      }
  });

  it("lets the protocol import nothing but its schemas, and the words of its views", () => {
    for (const file of files)
      if (file.name.startsWith("src/protocol/"))
        assert.deepEqual(
          file.imports.filter(
            (specifier) =>
              !/^(protocol\/|base\/(schema|remedy)$|typebox$|@vscode\/l10n$)/.test(
                resolveImport(file, specifier) ?? specifier,
              ),
          ),
          [],
          file.name,
        );
  });

  it("gives every package one owner", () => {
    const used = new Set<string>();
    for (const file of files)
      for (const specifier of file.imports) {
        const name = packageOf(specifier);
        if (name === undefined) continue;
        const owner = OWNERS[name];
        assert.ok(owner, `${file.name} imports ${name}: name its owner in OWNERS`);
        assert.ok(
          file.name === owner || file.name.startsWith(`${owner}/`),
          `${file.name} imports ${name}, which belongs to ${owner}`,
        );
        used.add(name);
      }
    for (const name of Object.keys(OWNERS))
      assert.ok(used.has(name), `${name} is in OWNERS but unused`);
  });

  it("imports adapters only where the house is put together", () => {
    const adapters = files.filter((file) =>
      /\/(puppeteer|tesseract|paddle|llama|openai)[A-Z]/.test(file.name),
    );
    assert.ok(adapters.length >= 3);
    for (const adapter of adapters)
      for (const file of files) {
        const isFriend =
          file.name.startsWith(`${dirname(adapter.name)}/`) ||
          file.name === "src/app/session/createSession";
        const target = adapter.name.slice("src/".length);
        if (!isFriend)
          for (const specifier of file.imports)
            assert.notEqual(
              resolveImport(file, specifier),
              target,
              `${file.name} imports an adapter`,
            );
      }
  });

  it("lets nobody but the house's own rooms reach into the models' adapters", () => {
    for (const file of files)
      for (const specifier of file.imports)
        for (const room of ["llama", "openai"])
          if (resolveImport(file, specifier)?.startsWith(`model/${room}/`))
            assert.match(
              file.name,
              new RegExp(`^src/(app|model/${room})/`),
              `${file.name} imports ${specifier}: front ends and runs go through src/model and src/run/findModel`,
            );
  });

  it("keeps pure files pure", () => {
    for (const name of PURE) {
      const file = files.find((one) => one.name === `src/${name}`);
      assert.ok(file, `${name} is in PURE but not there`);
      assert.ok(
        !file.imports.some((specifier) => specifier.startsWith("node:")),
        `${name} imports node`,
      );
      assert.doesNotMatch(
        file.text,
        /\bDate\.now\(|\bnew Date\(|\bMath\.random\(|\bperformance\.|\bprocess\./,
        name,
      );
    }
  });

  it("has small files with named exports and no barrels", () => {
    for (const file of [...files, ...listFiles("webview")]) {
      const lines = file.text.trimEnd().split("\n").length;
      assert.ok(lines <= MAX_LINES, `${file.name} has ${lines} lines: it is two rooms`);
      assert.notEqual(basename(file.name), "index", `${file.name} is a barrel`);
      assert.doesNotMatch(file.text, /^export default /m, `${file.name} has a default export`);
    }
  });

  it("has no circle of imports, types included", async () => {
    const { output } = await cruise(["src", "webview"], {
      tsPreCompilationDeps: true,
      doNotFollow: "node_modules",
      validate: true,
      ruleSet: {
        forbidden: [{ name: "circle", severity: "error", from: {}, to: { circular: true } }],
      },
    });
    assert.ok(typeof output === "object" && output.summary.totalCruised > 300);
    const circles = output.summary.violations.map(({ from, cycle = [] }) =>
      [from, ...cycle.map(({ name }) => name)].join(" > "),
    );
    assert.deepEqual(circles, []);
  }).timeout(60_000);

  it("has no folder of more than fifteen files", () => {
    const counts = new Map<string, number>();
    for (const { name } of [...files, ...listFiles("webview")])
      counts.set(dirname(name), (counts.get(dirname(name)) ?? 0) + 1);
    for (const [folder, count] of counts)
      assert.ok(count <= MAX_FILES, `${folder} has ${count} files: give it rooms`);
  });

  it("explains every runtime dependency", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const doc = readFileSync(join(root, "docs/dependencies.md"), "utf8");
    for (const name of Object.keys(manifest.dependencies))
      assert.ok(doc.includes(name), `docs/dependencies.md says nothing of ${name}`);
  });
});
