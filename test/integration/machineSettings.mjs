// Settings of the machine, as a person's settings editor writes them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Sets exactly these, for the editor that works in `workspace`: before it is opened. */
export function writeMachineSettings(workspace, settings) {
  const folder = join(workspace, "..", "server-data", "data", "Machine");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
}
