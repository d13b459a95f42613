import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../../..");

/** The room through which everything else reaches files: see Folder. */
const ROOM = "src/files/";

interface Exception {
  /** Of node:fs, or "workspace.fs.stat" of the editor's. */
  readonly uses: readonly string[];
  readonly why: string;
}

/** Who else may reach the disk, by what, and why nothing that a stranger prepared is read, written or deleted by it. */
const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  "src/app/machine/installation.ts": {
    uses: ["existsSync"],
    why: "asks only whether parts of this installation are there",
  },
  "src/app/machine/localModels.ts": {
    uses: ["access", "existsSync"],
    why: "asks only whether model files that the person named, or bridges, are there",
  },
  "src/base/processIdentity.ts": {
    uses: ["readFile"],
    why: "reads what the kernel says of a process, below /proc",
  },
  "src/cli/flags/requestFlags.ts": {
    uses: ["existsSync"],
    why: "asks only whether a project that the person named has a components file",
  },
  "src/fonts/fontFiles.ts": {
    uses: ["readFile"],
    why: "reads fonts out of this installation's own packages",
  },
  "src/inspect/read/paddle/paddleReader.ts": {
    uses: ["readFile"],
    why: "reads a model out of this installation's own packages",
  },
  "src/model/llama/bridge/bridgeRemedy.ts": {
    uses: ["existsSync"],
    why: "asks only whether this is a checkout in which a bridge can be built",
  },
  "src/model/llama/backends/addBackend.ts": {
    uses: ["existsSync"],
    why: "asks only whether an archive or a bridge is there",
  },
  "src/model/llama/backends/whyNoGpu.ts": {
    uses: ["readdirSync"],
    why: "lists the system's graphics devices",
  },
  "src/model/llama/download/freeBytes.ts": {
    uses: ["statfs"],
    why: "asks a disk for its free space",
  },
  "src/model/llama/bridge/findBridges.ts": {
    uses: ["existsSync", "readFile", "readdir"],
    why: "reads manifests of this installation and of the user's own folder for libraries, from which code is loaded anyway",
  },
  "src/model/llama/bridge/loadBridge.ts": {
    uses: ["readdirSync"],
    why: "lists the libraries of a bridge that is loaded next",
  },
  "src/model/llama/models/pullModel.ts": {
    uses: ["existsSync"],
    why: "asks only whether the files that the person named are there",
  },
  "src/model/llama/load/readFreeMemory.ts": {
    uses: ["readFile"],
    why: "reads what the kernel says of the memory, below /proc and /sys/fs/cgroup",
  },
  "src/render/browser/profileFolder.ts": {
    uses: ["lstat", "mkdtemp", "readlink", "realpath", "rm", "rmdir", "unlink"],
    why: "deletes the profile folder of a random name that it made itself, with what its browser wrote there and beside it",
  },
  "src/render/guard/processTree.ts": {
    uses: ["readFile", "readdir"],
    why: "reads what the kernel says of processes, below /proc",
  },
  "src/render/browser/findBrowser.ts": {
    uses: ["access", "readFile", "stat"],
    why: "looks at browsers in the system's places, and at one the person named",
  },
  "src/vscode/accept/applyFiles.ts": {
    uses: ["workspace.fs.readFile", "workspace.fs.stat"],
    why: "reads what Accept would replace, after refuseOutside has found no link on the way to it",
  },
  "src/vscode/code/giveOut.ts": {
    uses: ["workspace.fs.writeFile"],
    why: "writes the archive to the place that the person chose in the editor's own dialog",
  },
  "src/vscode/engine/showParts.ts": {
    uses: ["workspace.fs.writeFile"],
    why: "writes a page into the extension's own storage",
  },
  "src/vscode/runs/mockupInput.ts": {
    uses: ["workspace.fs.readFile"],
    why: "reads a picture the person chose that is no file of this disk",
  },
  "src/vscode/models/ownModelFile.ts": {
    uses: ["readdir"],
    why: "lists names beside a file the person chose, to choose from",
  },
  "src/vscode/accept/undoCare.ts": {
    uses: ["workspace.fs.delete", "workspace.fs.readDirectory"],
    why: "deletes folders that Accept made when they are empty, never recursively",
  },
  "src/targets/tailwind/engine.ts": {
    uses: ["readFile"],
    why: "reads Tailwind's style sheets out of this installation's own packages",
  },
  "src/vscode/runs/projectSettings.ts": {
    uses: ["existsSync"],
    why: "asks only whether the workspace's folder has a components file",
  },
};

/** What the room itself may use: nothing that deletes or copies whole trees. */
const ROOM_USES = [
  ...["lstat", "mkdir", "open", "opendir", "readdir", "realpath", "rename", "rmdir", "stat"],
  "unlink",
  // The lock's, with the flag for a new file only.
  "writeFile",
];

/** All TypeScript files of a folder. */
function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listSources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** What a source uses of the file systems, sorted; "*" when it takes all of one and may use anything. */
function usesOf(text: string): string[] {
  const uses = new Set<string>();
  const isFs = (node: ts.Node | undefined): boolean =>
    node !== undefined &&
    ts.isStringLiteralLike(node) &&
    /^(node:)?fs(\/promises)?$|^(fs-extra|graceful-fs|rimraf|del|glob|fast-glob)$/.test(node.text);
  const visit = (node: ts.Node): void => {
    if (
      ts.isImportDeclaration(node) &&
      isFs(node.moduleSpecifier) &&
      !node.importClause?.isTypeOnly
    ) {
      const { name, namedBindings } = node.importClause ?? {};
      if (name || (namedBindings && ts.isNamespaceImport(namedBindings))) uses.add("*");
      if (namedBindings && ts.isNamedImports(namedBindings))
        for (const one of namedBindings.elements)
          if (!one.isTypeOnly) uses.add((one.propertyName ?? one.name).text);
    }
    if (ts.isExportDeclaration(node) && isFs(node.moduleSpecifier)) uses.add("*");
    // import("node:fs"), require("fs"), process.getBuiltinModule("fs")
    if (ts.isCallExpression(node) && isFs(node.arguments[0])) uses.add("*");
    // The editor's, sharp's.
    if (ts.isPropertyAccessExpression(node)) {
      const name = node.getText().replaceAll(/\s/g, "");
      const [, called] = /workspace\.fs\.(\w+)$/.exec(name) ?? [];
      if (called !== undefined) uses.add(`workspace.fs.${called}`);
      const isWhole = /workspace\.fs$/.test(name) && !ts.isPropertyAccessExpression(node.parent);
      if (isWhole) uses.add("workspace.fs");
      if (node.name.text === "toFile") uses.add("toFile");
    }
    if (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === "fs")
      uses.add("workspace.fs");
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true));
  // Numbers only; and types that are imported without saying so.
  for (const harmless of ["constants", "FileHandle", "BigIntStats"]) uses.delete(harmless);
  return [...uses].sort();
}

describe("files", () => {
  const sources = listSources("src").map((path) => ({
    path,
    uses: usesOf(readFileSync(join(root, path), "utf8")),
  }));

  it("are reached through src/files, except where a reason is given", () => {
    assert.ok(sources.length > 200);
    for (const { path, uses } of sources.filter((one) => !one.path.startsWith(ROOM)))
      assert.deepEqual(
        uses,
        EXCEPTIONS[path]?.uses ?? [],
        `${path}: use Folder (src/files/folder.ts), or say in EXCEPTIONS what it uses and why that is safe; a row that says too much fails as well`,
      );
  });

  it("have no exception for a source that is gone", () => {
    for (const path of Object.keys(EXCEPTIONS))
      assert.ok(
        sources.some((one) => one.path === path && one.uses.length > 0),
        `${path} is in EXCEPTIONS, but reaches no file`,
      );
  });

  it("are deleted one by one in the room itself", () => {
    const used = sources.filter(({ path }) => path.startsWith(ROOM)).flatMap(({ uses }) => uses);
    assert.deepEqual([...new Set(used)].sort(), [...ROOM_USES].sort());
  });

  it("are found to be reached however that is written", () => {
    const found: Readonly<Record<string, readonly string[]>> = {
      'import { rm as remove, type Stats } from "node:fs/promises";': ["rm"],
      'import fs from "fs";': ["*"],
      'import * as fs from "node:fs";': ["*"],
      'const { rm } = await import("node:fs/promises");': ["*"],
      'const fs = require("fs");': ["*"],
      'export { rm } from "node:fs/promises";': ["*"],
      'import { rimraf } from "rimraf";': ["rimraf"],
      "await vscode.workspace.fs\n.delete(uri);": ["workspace.fs.delete"],
      "const { fs } = vscode.workspace; await fs.delete(uri);": ["workspace.fs"],
      "const files = vscode.workspace.fs;": ["workspace.fs"],
      "await sharp(x).toFile(path);": ["toFile"],
      'import type { Stats } from "node:fs"; import { constants } from "node:fs";': [],
      'const text = "node:fs";': [],
    };
    for (const [text, uses] of Object.entries(found)) assert.deepEqual(usesOf(text), uses, text);
  });
});
