import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { managedBrowserFolder } from "../../render/browser/managedBrowserFolder";

/** The folder with the downloaded models: MOCKLOOP_MODELS, else beside the downloaded browsers. */
export function modelsFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["MOCKLOOP_MODELS"];
  if (named) return resolve(named);
  const browsers = managedBrowserFolder({ platform: process.platform, env, home: homedir() });
  return join(dirname(browsers), "models");
}

/** The folder with downloaded libraries for graphics cards: MOCKLOOP_BACKENDS, else beside the models. */
export function backendsFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["MOCKLOOP_BACKENDS"];
  return named ? resolve(named) : join(dirname(modelsFolder(env)), "backends");
}

/** The folder with what this user has set up for Mockloop: MOCKLOOP_CONFIG, else the one that the downloaded models lie in. */
export function configFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["MOCKLOOP_CONFIG"];
  return named ? resolve(named) : dirname(modelsFolder(env));
}
