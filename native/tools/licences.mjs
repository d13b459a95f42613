// The licences of everything that is compiled into the bridge or lies beside it. llama.cpp's vendored code keeps some of
// them in files of their own and some in comments.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { llamaDir, packagesDir } from "./paths.mjs";

const vendor = join(llamaDir, "vendor");

/** The comment of a source file that holds its licence. Block comments only, but for lines at the file's head. */
function commentWith(path, phrase) {
  const source = readFileSync(path, "utf8");
  const head = /^(?:\/\/.*\r?\n)+/.exec(source)?.[0].replace(/^\/\/ ?/gm, "") ?? "";
  const blocks = [...source.matchAll(/\/\*([\s\S]*?)\*\//g)].map(([, text]) => text);
  const found = [head, ...blocks].find((text) => text.includes(phrase));
  if (found === undefined) throw new Error(`${path} holds no licence any more.`);
  return `${found.trim()}\n`;
}

const file = (...path) => ({ read: () => readFileSync(join(...path), "utf8") });
const comment = (phrase, ...path) => ({ read: () => commentWith(join(...path), phrase) });

const sources = {
  "llama.cpp": file(llamaDir, "LICENSE"),
  "node-llama-cpp": file(packagesDir, "node-llama-cpp", "LICENSE"),
  "node-addon-api": file(packagesDir, "node-addon-api", "LICENSE.md"),
  // In ggml's CPU library.
  llamafile: comment("Mozilla Foundation", llamaDir, "ggml/src/ggml-cpu/llamafile/sgemm.cpp"),
};

/** What llama.cpp vendors, by folder. subprocess.h and sha1 are in the public domain and ask for nothing. */
const vendored = {
  "cpp-httplib": { "cpp-httplib": file(vendor, "cpp-httplib", "LICENSE") },
  hash: {
    xxHash: file(vendor, "hash", "xxhash", "LICENSE"),
    "rotate-bits": file(vendor, "hash", "rotate-bits", "LICENSE.md"),
  },
  miniaudio: { miniaudio: comment("MIT No Attribution", vendor, "miniaudio", "miniaudio.h") },
  nlohmann: { "nlohmann-json": file(llamaDir, "licenses", "LICENSE-jsonhpp") },
  sheredom: {},
  stb: { stb_image: comment("ALTERNATIVE A - MIT License", vendor, "stb", "stb_image.h") },
};

/** `{ name, text }` of every licence; throws when llama.cpp vendors something whose licence is not known here. */
export function collectLicences() {
  const folders = readdirSync(vendor, { withFileTypes: true }).filter((it) => it.isDirectory());
  for (const { name } of folders)
    if (!(name in vendored))
      throw new Error(
        `llama.cpp vendors ${name}: say in native/tools/licences.mjs under which licence.`,
      );
  const all = Object.assign({}, sources, ...folders.map(({ name }) => vendored[name]));
  return Object.entries(all).map(([name, { read }]) => ({ name, text: read() }));
}
