import { mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A project that was made to run something, to lead out, and never to end. */
export interface HostileProject {
  /** The project's folder. */
  readonly project: string;
  /** Is there as soon as anything of the project is executed. */
  readonly ran: string;
  /** What of the files outside, to which the project's links lead, was read; undefined: this disk does not tell. */
  readonly readOutside: () => readonly string[] | undefined;
}

/** Of ordinary files in one folder. */
const IN_FOLDER = 500;

const LONG_AGO = [new Date("2001-01-01"), new Date("2002-01-01")] as const;

/**
 * Makes it in an empty folder: `files` small components, configurations and scripts that write {@link HostileProject.ran}, links to files
 * and folders outside and in circles, `rules` for Git that are asked for each of some hundred files, and texts that take long to parse.
 *
 * @throws EPERM where this user may not make links.
 */
export function makeHostileProject(
  folder: string,
  { files, rules }: { readonly files: number; readonly rules: number },
): HostileProject {
  const [project, outside] = [join(folder, "project"), join(folder, "outside")];
  const ran = join(folder, "ran");
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [path, text] of Object.entries(hostileFiles(ran, rules)))
    put(join(project, path), text);
  for (const [path, text] of Object.entries(outsideFiles)) put(join(outside, path), text);
  const links: readonly (readonly [to: string, path: string])[] = [
    [outside, "src/linked"],
    [join(outside, "Secret.tsx"), "src/Secret.tsx"],
    [join(outside, "theme.css"), "src/theme.css"],
    [join(outside, "tsconfig.json"), "jsconfig.json"],
    [project, "src/circle"],
    ["..", "src/up"],
  ];
  for (const [to, path] of links) symlinkSync(to, join(project, path));
  for (let made = 0; made < files; made++) {
    const path = join(project, `src/many/${Math.floor(made / IN_FOLDER)}`);
    if (made % IN_FOLDER === 0) mkdirSync(path, { recursive: true });
    writeFileSync(join(path, `Part${made}.tsx`), `${partNamed(`Part${made}`)}\n`);
  }
  // A disk notes the first reading after a change: of what was changed last long ago it tells whether it was read since.
  const paths = Object.keys(outsideFiles).map((path) => join(outside, path));
  const control = join(folder, "control");
  writeFileSync(control, "");
  for (const path of [...paths, control]) utimesSync(path, ...LONG_AGO);
  readFileSync(control);
  const wasRead = (path: string): boolean => statSync(path).atime > LONG_AGO[0];
  const readOutside = () => (wasRead(control) ? paths.filter(wasRead) : undefined);
  return { project, ran, readOutside };
}

const partNamed = (name: string): string =>
  `export const ${name} = (p: { children: string }) => <b>{p.children}</b>;`;

const outsideFiles: Readonly<Record<string, string>> = {
  "Secret.tsx": partNamed("Secret"),
  "theme.css": '@import "tailwindcss";',
  "tsconfig.json": '{"compilerOptions":{"paths":{"outside/*":["./src/*"]}}}',
  "components/Hidden.tsx": partNamed("Hidden"),
};

function hostileFiles(ran: string, rules: number): Record<string, string> {
  const runs = `require("node:fs").writeFileSync(${JSON.stringify(ran)}, "");`;
  const script = `node -e ${JSON.stringify(runs)}`;
  const configs = ["vite", "next", "tailwind", "postcss", "prettier", "eslint", "svelte"].flatMap(
    (tool) => [`${tool}.config.js`, `${tool}.config.cjs`, `${tool}.config.mjs`],
  );
  const scripts = ["preinstall", "install", "postinstall", "prepare", "dev", "build"];
  return {
    ...Object.fromEntries(
      [...configs, ".prettierrc.js", ".eslintrc.cjs"].map((one) => [one, runs]),
    ),
    "package.json": JSON.stringify({
      dependencies: { react: "^19.0.0", prettier: "file:./evil" },
      scripts: Object.fromEntries(scripts.map((one) => [one, script])),
      prettier: "./evil.cjs",
    }),
    "tsconfig.json": `{ "extends": "./evil.cjs", "compilerOptions": { "plugins": [{ "name": "./evil.cjs" }], "paths": { "@/*": ["./src/*"], "out/*": ["../outside/*"] } } }`,
    "tsconfig.app.json": "[".repeat(190_000),
    "evil.cjs": runs,
    "node_modules/react/index.js": runs,
    "node_modules/prettier/index.cjs": runs,
    "src/main.tsx": `${runs}\nimport "./index.css";\nimport "../../outside/theme.css";\n`,
    "src/index.css":
      '@import "tailwindcss";\n@plugin "../evil.cjs";\n@config "../tailwind.config.cjs";\n',
    "src/components/Button.tsx": `${runs}\n${partNamed("Button").replaceAll("b>", "button>")}\n`,
    "src/deep/Deep.tsx": `export const Deep = (p: { a: string }) => ${"<b>".repeat(20_000)}`,
    "src/deep/Open.tsx": "(".repeat(100_000),
    "src/deep/Types.tsx": `type T = ${"A<".repeat(50_000)}`,
    "src/deep/Choices.tsx": `x = ${"a ? (b) : ".repeat(15_000)}c`,
    [`src/${"d/".repeat(80)}End.tsx`]: partNamed("End"),
    "src/rules/.gitignore": Array.from({ length: rules }, (_, i) => `x${i}*.tsx\n`).join(""),
    ...Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [`src/rules/Rule${i}.tsx`, partNamed(`Rule${i}`)]),
    ),
    "src/ways/.gitignore": `${"**/a/".repeat(12)}b\n`,
    [`src/ways/${"a/".repeat(50)}Way.tsx`]: partNamed("Way"),
    "src/stars/.gitignore": `${"*[+-0]".repeat(12)}*b\n`,
    [`src/stars/${"0".repeat(150)}.tsx`]: partNamed("Star"),
    "src/runs/.gitignore": `${"*a".repeat(12)}*b\n`,
    [`src/runs/${"a".repeat(150)}.tsx`]: partNamed("Run"),
  };
}
