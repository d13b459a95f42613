import type { CDPSession } from "puppeteer";

/**
 * Gives a page the same surroundings whichever browser draws it, on whatever machine: language, time zone, colour scheme,
 * reduced motion and focus. To be called before the page has a document.
 *
 * What cannot be set: `monospace`, `cursive` and `fantasy` are drawn with the families that a full Chrome or its headless
 * shell prefers (`Page.setFontFamilies` lasts only until the first screenshot), and `outerWidth` is that of a window nobody sees.
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
}
