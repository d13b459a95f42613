// Which browser the tests draw with.
import { realpathSync } from "node:fs";
import {
  findInstalledBrowser,
  findOrFetchBrowser,
  findOrInstallBrowser,
  isBrowser,
} from "./browser.mjs";

/**
 * The path of the browser that MOCKLOOP_TEST_BROWSER asks for.
 *
 * @param {string | undefined} choice nothing: the one that the set-up chooses; "setup": the one it would fetch on a machine without
 *   any; "installed": one of the system; "other": the one of these two that the set-up does not choose; else a path
 * @param {TestBrowsers} browsers
 * @returns {Promise<string | undefined>} undefined: there is no other one
 * @throws Error when the browser asked for is not there
 *
 * @typedef {object} TestBrowsers each resolves with the path of a browser that starts, or with undefined
 * @property {() => Promise<string>} chosen
 * @property {() => Promise<string | undefined>} setup
 * @property {() => Promise<string | undefined>} installed
 * @property {(path: string) => Promise<boolean>} isBrowser
 * @property {(a: string, b: string) => boolean} isSame
 */
export async function chooseTestBrowser(choice, browsers) {
  switch (choice) {
    case undefined:
    case "":
      return browsers.chosen();
    case "setup":
      return need(await browsers.setup(), "The set-up can fetch no browser here");
    case "installed":
      return need(await browsers.installed(), "No browser is installed");
    case "other": {
      const chosen = await browsers.chosen();
      for (const find of [browsers.installed, browsers.setup]) {
        const path = await find();
        if (path && !browsers.isSame(path, chosen)) return path;
      }
      return undefined;
    }
    default:
      return need((await browsers.isBrowser(choice)) ? choice : undefined, `${choice} is none`);
  }
}

function need(path, problem) {
  if (path) return path;
  throw new Error(`${problem}: MOCKLOOP_TEST_BROWSER must be setup, installed, other or a path.`);
}

/** The browsers of this machine. */
export function realTestBrowsers(root, log) {
  return {
    chosen: () => findOrInstallBrowser({ root, consent: true, log }),
    setup: () => findOrFetchBrowser(root, log),
    installed: () => findInstalledBrowser(log),
    isBrowser: (path) => isBrowser(path, log),
    isSame: (a, b) => realpathSync(a) === realpathSync(b),
  };
}
