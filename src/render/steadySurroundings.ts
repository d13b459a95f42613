import type { CDPSession } from "puppeteer";

/** CSS px; what a page is drawn in is its viewport, whatever the window. */
const WINDOW = { left: 0, top: 0, width: 800, height: 600 };

/**
 * Gives a page the same surroundings whichever browser draws it, on whatever machine: language, time zone, colour scheme,
 * reduced motion, window and focus. To be called before the page has a document.
 *
 * What cannot be set: `monospace`, `cursive` and `fantasy` are drawn with the families that a full Chrome or its headless
 * shell prefers (`Page.setFontFamilies` lasts only until the first screenshot).
 */
export async function steadySurroundings(client: CDPSession): Promise<void> {
  await Promise.all([
    client.send("Emulation.setScrollbarsHidden", { hidden: true }),
    client.send("Emulation.setLocaleOverride", { locale: "en-US" }),
    client.send("Emulation.setTimezoneOverride", { timezoneId: "UTC" }),
    // A page that is not in front would draw `:focus` otherwise, and hear other errors.
    client.send("Emulation.setFocusEmulationEnabled", { enabled: true }),
    client.send("Emulation.setEmulatedMedia", {
      media: "screen",
      features: [
        { name: "prefers-color-scheme", value: "light" },
        { name: "prefers-reduced-motion", value: "reduce" },
        { name: "prefers-contrast", value: "no-preference" },
        { name: "forced-colors", value: "none" },
      ],
    }),
  ]);
  await placeWindow(client);
}

/** What `outerWidth` tells differs from browser to browser, and in some from moment to moment, until it is set. */
async function placeWindow(client: CDPSession): Promise<void> {
  const { windowId } = await client.send("Browser.getWindowForTarget");
  await client.send("Browser.setWindowBounds", { windowId, bounds: WINDOW });
}
