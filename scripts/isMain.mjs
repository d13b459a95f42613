import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Whether the module at `url` is what Node was started with, also through a link. */
export function isMain(url) {
  try {
    return realpathSync(process.argv[1] ?? "") === realpathSync(fileURLToPath(url));
  } catch {
    return false;
  }
}
