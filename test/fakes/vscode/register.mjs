// Imported by mocha (.mocharc.json): in unit tests, and nowhere else, the module "vscode" is the fake beside this file. What is built
// and shipped never passes here: the bundler leaves "vscode" to the editor.
import { register } from "node:module";

register("./resolveVscode.mjs", import.meta.url);
