import type { Browser } from "puppeteer";
import { mapLimited } from "../../src/base/async";
import { urlOf } from "../../src/render/page/pageServer";
import { delay } from "../browser/rendererSupport";
import { startCountingServer } from "../browser/countingServer";
import { createOpenServer } from "./openServer";
import type { HostileAttempt, Reach } from "./pages/attempt";
import type { BrowserKind } from "../browser/browserKind";

/** How many pages are open at once. */
const LANES = 8;
/** For those that are expected to reach the server, among others and alone. */
const PATIENCE_MS = 6_000;
const LONG_PATIENCE_MS = 20_000;
/** For those that are not. */
const GLANCE_MS = 500;

export const isExpected = (reaches: Reach, kind: BrowserKind): boolean =>
  reaches === "every" || reaches === kind;

/**
 * Opens every attempt's page in a browser without protection, each with a server of its own; which ones were reached, by name. What
 * should have been and was not is opened once more, alone: a page behind others loads no sound and no film.
 */
export async function tryUnprotected(
  browser: Browser,
  kind: BrowserKind,
  all: readonly HostileAttempt[],
): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  const attempt = async (one: HostileAttempt, patienceMs: number): Promise<void> => {
    if (await reaches(browser, one, patienceMs)) reached.add(one.name);
  };
  await mapLimited(all, LANES, (one) =>
    attempt(one, isExpected(one.reaches, kind) ? PATIENCE_MS : GLANCE_MS),
  );
  for (const one of all)
    if (isExpected(one.reaches, kind) && !reached.has(one.name))
      await attempt(one, LONG_PATIENCE_MS);
  return reached;
}

async function reaches(
  browser: Browser,
  { html, others, leaves }: HostileAttempt,
  patienceMs: number,
): Promise<boolean> {
  const server = await startCountingServer();
  const page = await browser.newPage();
  try {
    server.serve(
      new Map([
        ["index.html", html(server.url, server.udpPort)],
        ...Object.entries(others?.(server.url) ?? {}),
      ]),
    );
    const shown = page.goto(`${server.ownUrl}/index.html`).catch(() => undefined);
    if (leaves) void shown.then(() => page.goto("about:blank")).catch(() => undefined);
    for (let waited = 0; waited < patienceMs && server.count === 0; waited += 20) await delay(20);
    return server.count > 0;
  } finally {
    // A page that is on its way elsewhere may take its time.
    void page.close().catch(() => undefined);
    await server.close();
  }
}

/**
 * The same pages' requests through a server that stops nothing, in a browser without protection: how many of `all` reach out, so that
 * what is contained in a protected browser is contained by the browser's own walls and not by how the pages are served.
 */
export async function tryOpen(
  browser: Browser,
  all: readonly HostileAttempt[],
): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  await mapLimited(all, LANES, async (attempt) => {
    const server = await startCountingServer();
    const page = await browser.newPage();
    const own = await createOpenServer(page);
    try {
      const html = attempt.html(server.url, server.udpPort);
      const files = new Map([["index.html", Buffer.from(html)]]);
      const site = { origin: "https://page.mockloop.invalid", files, report: () => undefined };
      own.serve(site);
      page.goto(urlOf(site, "index.html")).catch(() => undefined);
      for (let waited = 0; waited < LONG_PATIENCE_MS && server.count === 0; waited += 20)
        await delay(20);
      if (server.count > 0) reached.add(attempt.name);
    } finally {
      void page.close().catch(() => undefined);
      await server.close();
    }
  });
  return reached;
}
