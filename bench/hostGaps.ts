/**
 * How long the editor's extension host is kept from its other work, by what a person does with a long run:
 *
 *     npm run bench:host -- [--iterations 60] [--runs 20]
 *
 * The whole extension in the fake editor of the unit tests; its engine is a process of its own that sends the records of a run whose
 * mockup is 1440×900, as large as they get. A gap is told by processor time: what the machine keeps everybody waiting for is not ours.
 * Prints the longest of each: a run, a new window that reads all runs back, an iteration's page for the panel, and its zip file.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ToPanel } from "../src/protocol/panelMessages";
import { until } from "../test/fakes/until";
import { editor } from "../test/fakes/vscode/fakeEditor";
import { measureGaps } from "../test/integration/suite/measureGaps";
import { Activated } from "../test/unit/vscode/activated";

const { values } = parseArgs({
  options: {
    iterations: { type: "string", default: "60" },
    runs: { type: "string", default: "20" },
  },
});
const [COUNT, RUNS] = [Number(values.iterations), Number(values.runs)];
/** A page's fonts and pictures, bytes: four families in three weights, and some photographs. */
const [FONTS, FONT_BYTES] = [12, 120_000];
const [PHOTOS, PHOTO_BYTES] = [6, 600_000];

const folder = mkdtempSync(join(tmpdir(), "mockloop-host-"));
const extension = new Activated(folder);
try {
  extension.open();
  await tell(`a run of ${COUNT} iterations, all of it shown`, async () => {
    const ended = extension.generate(`${COUNT} iterations.png`);
    (await until(() => editor.panels[0])).say({ type: "ready" });
    return ended;
  });
  await tell("one more, which the window has already warmed up for", () =>
    extension.generate(`${COUNT} iterations again.png`),
  );
  for (let run = 3; run <= RUNS; run++) await extension.generate(`${COUNT} iterations ${run}.png`);
  addAssets();
  const run = extension.runs.at(-1)?.id ?? "";
  const request = { run, iteration: COUNT } as const;
  await tell("an iteration's page for the panel, with 5 MB of fonts and pictures", async () => {
    await asked({ type: "page", ...request });
  });
  editor.saves = true;
  await tell("the same page as a zip file", () => asked({ type: "export-zip", ...request }));
  await extension.close();
  await tell(`a new window, which reads ${RUNS} such runs back`, async () => {
    extension.open();
    await until(() => extension.runs.length === RUNS);
  });
} finally {
  await extension.close();
  rmSync(folder, { recursive: true, force: true });
}

async function tell(what: string, work: () => Promise<unknown>): Promise<void> {
  global.gc?.();
  const began = performance.now();
  const { text } = await measureGaps(work);
  console.log(`${what} (${((performance.now() - began) / 1000).toFixed(1)} s):\n    ${text}`);
}

/** Asks as the panel's page does, and waits for the reply. */
async function asked(request: object): Promise<void> {
  const panel = editor.panels.at(-1);
  if (!panel) throw new Error("No panel was opened.");
  const id = panel.received.length;
  panel.say({ ...request, id });
  const isReply = (message: ToPanel): boolean => message.type === "reply" && message.id === id;
  const reply = await until(() => (panel.received as readonly ToPanel[]).find(isReply));
  if (reply.type === "reply" && reply.refusal !== null) throw new Error(reply.refusal);
}

/** Gives the last iteration of the last run what a page's fonts and pictures weigh; they are packed already, as those are. */
function addAssets(): void {
  const last = extension.runs.at(-1)?.iterations.at(-1)?.line;
  if (!last) throw new Error("The run has no iteration.");
  const files = join(last.dir, "files");
  mkdirSync(join(files, "assets"), { recursive: true });
  const names = [
    ...Array.from({ length: FONTS }, (_, index) => [`font-${index}.woff2`, FONT_BYTES] as const),
    ...Array.from({ length: PHOTOS }, (_, index) => [`photo-${index}.jpg`, PHOTO_BYTES] as const),
  ].map(([name, bytes]) => {
    writeFileSync(join(files, "assets", name), randomBytes(bytes));
    return `assets/${name}`;
  });
  const uses = names.map((name) => `<img src="${name}" alt="">`).join("\n");
  writeFileSync(join(files, "index.html"), `<!doctype html><title>Page</title>\n${uses}`);
  (last.files as string[]).push(...names);
}
