import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";

/**
 * An extension that runs tests in an editor as people have it: a test host trusts every folder. Its folder gets `report.log`, and at the
 * end `failures.txt` with the number of tests that failed.
 */
export async function activate(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 180_000, slow: 20_000, color: false });
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    appendFileSync(join(__dirname, "report.log"), `${format(...args)}\n`);
  };
  // The tests are part of this bundle: the globals must be there before they are evaluated.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await import("./restricted.test");
  mocha.run((failures) => {
    writeFileSync(join(__dirname, "failures.txt"), String(failures));
  });
}
