// Windows only, not run here (written from the findings): node-llama-cpp's packages carry DLLs but no import libraries, so
// the exports are read with dumpbin and turned into .lib files with lib. Run inside a Visual Studio developer prompt.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { packagesDir } from "./paths.mjs";

/** The exported names in dumpbin's table: lines of "ordinal hint RVA name". */
export function parseExports(dumpbinOutput) {
  return dumpbinOutput
    .split(/\r?\n/)
    .map((line) => /^\s+\d+\s+[0-9A-F]+\s+[0-9A-F]{8}\s+(\S+)/.exec(line)?.[1])
    .filter((name) => name !== undefined);
}

function makeLibrary(definition, target) {
  const definitionFile = target.replace(/\.lib$/, ".def");
  writeFileSync(definitionFile, definition);
  execFileSync("lib", ["/nologo", `/def:${definitionFile}`, `/out:${target}`, "/machine:x64"], {
    stdio: "inherit",
  });
}

/**
 * The name of a variant's own DLL for one of the CPU variant's: "llama.v0.5.0.dll" → "llama.cuda.v0.5.0.dll". The exports are
 * the same.
 */
const renamed = (dll, variant) =>
  dll.replace(/^(llama|ggml)\./, `$1.${variant.slice(variant.lastIndexOf("-") + 1)}.`);

/** Writes `<outDir>/<variant>/<dll>.lib` for llama and ggml of every variant, and `<outDir>/node.lib`. */
export function makeImportLibraries(variants, outDir) {
  const plain = variants.find(({ name, dir }) => dir && !/-(vulkan|cuda)$/.test(name));
  for (const variant of variants) {
    const target = join(outDir, variant.name);
    mkdirSync(target, { recursive: true });
    const dir = variant.dir ?? plain.dir;
    for (const dll of readdirSync(dir).filter((name) => /^(llama|ggml)[.-].*dll$/.test(name))) {
      if (/^ggml-(cpu|vulkan|cuda)/.test(dll)) continue;
      const output = execFileSync("dumpbin", ["/exports", join(dir, dll)], { encoding: "utf8" });
      const names = parseExports(output).map((name) => `  ${name}`);
      const name = variant.dir ? dll : renamed(dll, variant.name);
      makeLibrary(
        [`LIBRARY ${name}`, "EXPORTS", ...names, ""].join("\r\n"),
        join(target, `${basename(name, ".dll")}.lib`),
      );
    }
  }
  const nodeApi = join(packagesDir, "node-api-headers", "def", "node_api.def");
  execFileSync(
    "lib",
    ["/nologo", `/def:${nodeApi}`, `/out:${join(outDir, "node.lib")}`, "/machine:x64"],
    {
      stdio: "inherit",
    },
  );
}
