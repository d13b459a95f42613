import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { REACT_PROJECT } from "./ownProjects";

/** What TypeScript, as strict as the project, says of a page that lies in it. */
export function typeFaults(page: ReadonlyMap<string, string>): string[] {
  const config = ts.readConfigFile(join(REACT_PROJECT, "tsconfig.json"), (path) =>
    readFileSync(path, "utf8"),
  );
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, REACT_PROJECT);
  const folder = join(REACT_PROJECT, "src/components/page");
  const texts = new Map([...page].map(([path, text]) => [resolve(folder, path), text]));
  const folders = new Set([...texts.keys()].map(dirname));
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.fileExists = (path) => texts.has(resolve(path)) || disk.fileExists(path);
  host.readFile = (path) => texts.get(resolve(path)) ?? disk.readFile(path);
  host.directoryExists = (path) =>
    folders.has(resolve(path)) || disk.directoryExists?.(path) === true;
  host.getSourceFile = (path, target) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, target);
  };
  const roots = [...texts.keys()].filter((path) => path.endsWith(".tsx"));
  const program = ts.createProgram(roots, options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}
