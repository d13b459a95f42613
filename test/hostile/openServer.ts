import { contentType } from "mime-types";
import type { Page } from "puppeteer";
import type { PageServer, Site } from "../../src/render/page/pageServer";

/**
 * A server of pages that stops nothing: only what is asked of the site's own origin is answered, without any policy, and whatever
 * else a page asks for goes on to the network. So what is left of the walls is the browser's own.
 */
export async function createOpenServer(page: Page): Promise<PageServer> {
  let site: Site | undefined;
  const client = await page.createCDPSession();
  client.on("Fetch.requestPaused", ({ requestId, request }) => {
    const path = decodeURIComponent(new URL(request.url).pathname.slice(1));
    const body = site?.files.get(path);
    const type = contentType(path.slice(path.lastIndexOf("."))) || "text/plain";
    client
      .send("Fetch.fulfillRequest", {
        requestId,
        responseCode: body ? 200 : 404,
        responseHeaders: [{ name: "Content-Type", value: type }],
        body: Buffer.from(body ?? "").toString("base64"),
      })
      .catch(() => undefined);
  });
  await client.send("Fetch.enable", { patterns: [{ urlPattern: "https://*.mockloop.invalid/*" }] });
  return {
    serve: (next) => {
      site = next;
    },
  };
}
