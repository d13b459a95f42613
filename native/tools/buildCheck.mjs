// Builds one of the programs in native/checks and prints its path last: node native/tools/buildCheck.mjs errors
// The bridge must have been built before: its build folder and libraries are used.
import { join } from "node:path";
import { compile } from "./cmake.mjs";
import { buildDir } from "./paths.mjs";

const [name] = process.argv.slice(2);
if (name === undefined) throw new Error("Which check?");
compile(buildDir, { target: name });
console.log(join(buildDir, process.platform === "win32" ? `${name}.exe` : name));
