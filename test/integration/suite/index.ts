import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";

/** Marks the lines of the report, as the test host's console carries much else. */
const REPORT = "[suite] ";

/** Runs the suite inside the extension host; rejects when a test fails. Called by the test host of either runner. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 180_000, slow: 20_000, color: false });
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split("\n")) console.log(REPORT + line);
  };
  const options = join(__dirname, "options.json");
  if (existsSync(options)) {
    const { grep } = JSON.parse(readFileSync(options, "utf8")) as { grep?: string };
    if (grep) mocha.grep(grep);
  }
  // The tests are part of this bundle: the globals must be there before they are evaluated.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await import("./manifest.test");
  await import("./generate.test");
  await import("./accept.test");
  await import("./dropAndPaste.test");
  await import("./engine.test");
  await import("./models.test");
  await import("./localModel.test");
  await import("./servers.test");
  await import("./llamaServer.test");
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} test${failures === 1 ? "" : "s"} failed.`);
}
