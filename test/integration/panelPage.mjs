/** Our panel's page, as a person uses it. */
export class Panel {
  constructor(frame) {
    this.frame = frame;
  }

  /** A click where something of the editor's lies over the panel, a notification perhaps, would not reach it. */
  async #requireUncovered({ x, y, width, height }) {
    const place = [x + width / 2, y + height / 2];
    const top = this.frame.page().mainFrame();
    const found = await top.evaluate(
      (...at) => {
        const node = document.elementFromPoint(...at);
        return node && { isFrame: node.tagName === "IFRAME", text: node.parentElement?.innerText };
      },
      ...place,
    );
    if (!found?.isFrame) throw new Error(`Something lies over the panel: ${found?.text}`);
  }

  /** Waits until the run has ended: Cancel is gone. */
  async ended() {
    await this.frame.waitForFunction(
      () => {
        const accept = [...document.querySelectorAll("vscode-button")].find((button) =>
          button.textContent?.startsWith("Accept"),
        );
        return accept && !accept.closest("[hidden]") && !accept.disabled;
      },
      { timeout: 180_000 },
    );
  }

  /** How many pictures are there with pixels. */
  async loadedPictures() {
    await this.frame.waitForFunction(() =>
      [...document.querySelectorAll(".frame img")].every((image) => image.complete),
    );
    return await this.frame.$$eval(
      ".frame img",
      (images) => images.filter((image) => image.naturalWidth > 0).length,
    );
  }

  /** The names of what Tab stops at, from the panel's first control on. */
  async tabThrough(page) {
    await this.frame.evaluate(() => document.querySelector(".instruction")?.focus());
    const names = [];
    for (let count = 0; count < 14; count++) {
      names.push(
        await this.frame.evaluate(() => {
          const node = document.activeElement;
          return node?.getAttribute("aria-label") || node?.textContent?.trim() || node?.title || "";
        }),
      );
      await page.keyboard.press("Tab");
    }
    return names;
  }

  async waitForText(selector, pattern) {
    await this.frame.waitForFunction(
      (query, source) =>
        new RegExp(source, "i").test(document.querySelector(query)?.textContent ?? ""),
      {},
      selector,
      pattern.source,
    );
  }

  async text(selector) {
    return await this.frame.$eval(selector, (node) => node.textContent);
  }

  async click(label) {
    const handle = await this.frame.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll("vscode-button, button")].find(
          (button) => !button.closest("[hidden]") && button.textContent?.trim().startsWith(wanted),
        ),
      {},
      label,
    );
    await this.#requireUncovered(await handle.asElement().boundingBox());
    await handle.asElement().click();
  }
}

/** Whether a frame of the editor is our panel, ready to be used. */
export async function isPanel(frame) {
  try {
    return await frame.evaluate(() => document.querySelector("#panel header") !== null);
  } catch {
    // The frame is on its way in or out.
    return false;
  }
}
