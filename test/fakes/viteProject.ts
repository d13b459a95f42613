import { execFile } from "node:child_process";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { provideFonts } from "../../src/fonts/fontFiles";
import type { FilesSnapshot } from "../../src/project/sourceFiles";
import type { TargetId } from "../../src/project/target";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** A project as somebody's is: Vite, the framework's own plugin, TypeScript in strict mode, the framework's recommended lint. */
interface Kind {
  readonly plugins: readonly (readonly [call: string, from: string])[];
  /** The page's element and what fills it; undefined: the page is HTML already. */
  readonly main?: { readonly id: string; readonly path: string; readonly code: string };
  /** Its type check. */
  readonly check?: readonly string[];
  readonly lint?: string;
}

const REACT: Kind = {
  plugins: [["react()", "@vitejs/plugin-react"]],
  main: {
    id: "root",
    path: "src/main.tsx",
    code: `import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import App from "./App";

const root = document.getElementById("root");
if (root) createRoot(root).render(<StrictMode><App /></StrictMode>);
`,
  },
  check: ["typescript/bin/tsc", "--noEmit"],
  lint: `import hooks from "eslint-plugin-react-hooks";
export default tseslint.config(js.configs.recommended, tseslint.configs.strict, hooks.configs.flat.recommended);
`,
};

const VUE: Kind = {
  plugins: [["vue()", "@vitejs/plugin-vue"]],
  main: {
    id: "app",
    path: "src/main.ts",
    code: `import { createApp } from "vue";
import App from "./App.vue";

createApp(App).mount("#app");
`,
  },
  check: ["vue-tsc/bin/vue-tsc.js", "--noEmit"],
  lint: `import vue from "eslint-plugin-vue";
export default tseslint.config(
  js.configs.recommended, tseslint.configs.strict, vue.configs["flat/recommended"],
  // Prettier's own layout is not a matter of this plugin's; browsers' names are TypeScript's.
  { files: ["**/*.vue"], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  { rules: Object.fromEntries(["html-indent", "max-attributes-per-line", "html-self-closing", "singleline-html-element-content-newline",
      "multiline-html-element-content-newline", "html-closing-bracket-newline", "first-attribute-linebreak"].map((rule) => ["vue/" + rule, "off"])) },
);
`,
};

const SVELTE: Kind = {
  plugins: [["svelte()", "@sveltejs/vite-plugin-svelte"]],
  main: {
    id: "app",
    path: "src/main.ts",
    code: `import { mount } from "svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
if (target) mount(App, { target });
`,
  },
  check: ["svelte-check/bin/svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings"],
  lint: `import svelte from "eslint-plugin-svelte";
export default tseslint.config(
  js.configs.recommended, tseslint.configs.strict, svelte.configs.recommended,
  { files: ["**/*.svelte"], languageOptions: { parserOptions: { parser: tseslint.parser } } },
);
`,
};

const TAILWIND = ["tailwindcss()", "@tailwindcss/vite"] as const;

const KINDS: Readonly<Record<TargetId, Kind>> = {
  html: { plugins: [] },
  tailwind: { plugins: [TAILWIND] },
  react: REACT,
  "react-tailwind": { ...REACT, plugins: [...REACT.plugins, TAILWIND] },
  vue: VUE,
  svelte: SVELTE,
};

const TSCONFIG = {
  compilerOptions: {
    ...{ target: "es2022", module: "esnext", moduleResolution: "bundler", jsx: "react-jsx" },
    ...{ strict: true, noUncheckedIndexedAccess: true, noUnusedLocals: true },
    ...{ noUnusedParameters: true, noImplicitReturns: true, noFallthroughCasesInSwitch: true },
    ...{ verbatimModuleSyntax: true, isolatedModules: true, skipLibCheck: true, noEmit: true },
    types: ["vite/client"],
  },
  include: ["src"],
};

/**
 * A Vite project with a target's files in it. It lies inside this repository, whose installed packages it uses; what was at its
 * place is gone.
 */
export async function createViteProject(
  name: string,
  target: TargetId,
  files: FilesSnapshot,
): Promise<string> {
  const folder = join(REPOSITORY, "test/artefacts/vite", name);
  await rm(folder, { recursive: true, force: true });
  const { plugins, main, lint } = KINDS[target];
  const imports = plugins.map(([call, from]) => {
    const [binding = ""] = call.split("(");
    return `import ${binding === "svelte" ? "{ svelte }" : binding} from "${from}";\n`;
  });
  const calls = plugins.map(([call]) => call).join(", ");
  const texts: [path: string, text: string][] = [
    ["package.json", JSON.stringify({ name: "project", private: true, type: "module" })],
    ["vite.config.mjs", `${imports.join("")}export default { plugins: [${calls}] };\n`],
  ];
  if (main)
    texts.push(
      [
        "index.html",
        `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Project</title></head>\n<body><div id="${main.id}"></div><script type="module" src="/${main.path}"></script></body>\n</html>\n`,
      ],
      [main.path, main.code],
      ["tsconfig.json", JSON.stringify(TSCONFIG)],
    );
  if (lint !== undefined)
    texts.push([
      "eslint.config.mjs",
      `import js from "@eslint/js";\nimport tseslint from "typescript-eslint";\n${lint}`,
    ]);
  const own = main ? "src/" : "";
  for (const [path, content] of [
    ...texts,
    ...[...(await provideFonts(files))].map(([path, bytes]) => [`${own}${path}`, bytes] as const),
  ]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** Builds the project as its owner would. @throws with what Vite says when it does not build. */
export async function buildViteProject(folder: string): Promise<FilesSnapshot> {
  await runTool(folder, ["vite/bin/vite.js", "build", "--logLevel", "warn"]);
  const built = join(folder, "dist");
  const entries = await readdir(built, { recursive: true, withFileTypes: true });
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile())
      files.set(path.slice(built.length + 1).replaceAll("\\", "/"), await readFile(path));
  }
  return files;
}

/** What the project's strict type check and its lint complain of; "" for nothing. */
export async function checkViteProject(folder: string, target: TargetId): Promise<string> {
  return complaintsOf(folder, [KINDS[target].check, KINDS[target].lint && LINT]);
}

/** What the type check of a target's framework complains of in a project; "" for nothing. */
export async function checkTypes(folder: string, target: TargetId): Promise<string> {
  return complaintsOf(folder, [KINDS[target].check]);
}

type Tool = readonly string[];

async function complaintsOf(folder: string, asked: readonly (Tool | undefined | "")[]) {
  const complaints: string[] = [];
  for (const tool of asked)
    if (tool) await runTool(folder, tool).catch((error: unknown) => complaints.push(String(error)));
  return complaints.join("\n");
}

const LINT: Tool = ["eslint/bin/eslint.js", "--max-warnings", "0", "src"];

async function runTool(folder: string, [path = "", ...args]: Tool): Promise<void> {
  try {
    const program = join(REPOSITORY, "node_modules", path);
    await promisify(execFile)(process.execPath, [program, ...args], {
      cwd: folder,
      maxBuffer: 16e6,
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${path} ${args.join(" ")}:\n${stdout}${stderr}`, { cause: error });
  }
}
