// Builds llama-server from the source the bridge is built from, for bench/llamaServer.ts:
//   node native/tools/buildServer.mjs        → native/build/server/bin/llama-server (about 12 minutes on two cores)
import { join } from "node:path";
import { compile, configure } from "./cmake.mjs";
import { fetchLlama } from "./fetchLlama.mjs";
import { buildDir, llamaDir } from "./paths.mjs";

const folder = join(buildDir, "server");
/** What is no part of the server, and the web page that would be downloaded. */
const left = ["OPENSSL", "BUILD_TESTS", "BUILD_EXAMPLES", "BUILD_APP", "BUILD_UI"];

fetchLlama();
configure(llamaDir, folder, {
  CMAKE_BUILD_TYPE: "Release",
  GGML_NATIVE: "ON",
  ...Object.fromEntries([...left, "USE_PREBUILT_UI"].map((name) => [`LLAMA_${name}`, "OFF"])),
});
compile(folder, { target: "llama-server" });
