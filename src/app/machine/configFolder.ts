import { dirname, resolve } from "node:path";
import { modelsFolder } from "./installation";

/** The folder with what this user has set up for Mockloop: MOCKLOOP_CONFIG, else the one that the downloaded models lie in. */
export function configFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["MOCKLOOP_CONFIG"];
  return named ? resolve(named) : dirname(modelsFolder(env));
}
