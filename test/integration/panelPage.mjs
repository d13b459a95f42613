import { LIMIT_MS } from "./quickInput.mjs";

/** A run that takes longer hangs. */
const RUN_LIMIT_MS = 300_000;

/** Our panel's page, as a person uses it. */
export class Panel {
  constructor(frame) {
    this.frame = frame;
  }

  /**
   * Waits until nothing of the editor's lies over the place, which a click would hit instead: the notification of a run that has just
   * ended goes a moment later.
   */
  async #untilUncovered({ x, y, width, height }) {
    const place = [x + width / 2, y + height / 2];
    const top = this.frame.page().mainFrame();
    const isUncovered = (...at) => document.elementFromPoint(...at)?.tagName === "IFRAME";
    try {
      await top.waitForFunction(isUncovered, { timeout: LIMIT_MS }, ...place);
    } catch (cause) {
      const textAt = (...at) => document.elementFromPoint(...at)?.parentElement?.innerText;
      const text = await top.evaluate(textAt, ...place);
      throw new Error(`Something lies over the panel: ${text}`, { cause });
    }
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
      { timeout: RUN_LIMIT_MS },
    );
  }

  /** How many pictures are there with pixels. */
  async loadedPictures() {
    await this.frame.waitForFunction(
      () => [...document.querySelectorAll(".layer img")].every((image) => image.complete),
      { timeout: LIMIT_MS },
    );
    return await this.frame.$$eval(
      ".layer img",
      (images) => images.filter((image) => image.naturalWidth > 0).length,
    );
  }

  /** How far the pictures that lie over one another are from covering each other, px. */
  async distortion() {
    return await this.frame.evaluate(() => {
      const [below, above] = [...document.querySelectorAll("figure:not([hidden]) .layer img")].map(
        (image) => image.getBoundingClientRect(),
      );
      const off = (side) => Math.abs(below[side] - above[side]);
      return off("left") + off("top") + off("width") + off("height");
    });
  }

  /** The names of what Tab stops at, from the panel's first control on. */
  async tabThrough(page) {
    await this.frame.evaluate(() => document.querySelector(".instruction")?.focus());
    const names = [];
    for (let count = 0; count < 24; count++) {
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

  /** All that Tab stops at, from the panel's first control to its last: its name, and where it is, px below the panel's top. */
  async stops(page) {
    await this.frame.evaluate(() => {
      window.scrollTo(0, 0);
      document.activeElement?.blur();
    });
    const describe = () => {
      const node = document.activeElement;
      if (!node || node === document.body) return undefined;
      const { top } = node.getBoundingClientRect();
      const name = node.getAttribute("aria-label") ?? node.title ?? node.textContent?.trim() ?? "";
      return {
        name: `${node.localName}: ${name || node.textContent?.trim()}`,
        top: Math.round(top + window.scrollY),
      };
    };
    const first = await this.frame.$("select, vscode-text-area");
    await first.focus();
    const stops = [];
    for (let count = 0; count < 80; count++) {
      const stop = await this.frame.evaluate(describe);
      if (!stop || !(await this.frame.evaluate(() => document.hasFocus()))) break;
      stops.push(stop);
      await page.keyboard.press("Tab");
    }
    return stops;
  }

  async waitForText(selector, pattern) {
    await this.frame.waitForFunction(
      (query, source) =>
        new RegExp(source, "i").test(document.querySelector(query)?.textContent ?? ""),
      { timeout: LIMIT_MS },
      selector,
      pattern.source,
    );
  }

  async text(selector) {
    return await this.frame.$eval(selector, (node) => node.textContent);
  }

  /** Clicks a button once it can be used and stands still. */
  async click(label) {
    const handle = await this.frame.waitForFunction(
      (wanted) => {
        const buttons = [...document.querySelectorAll("vscode-button, button")];
        const button = buttons.find(
          (one) => !one.closest("[hidden]") && one.textContent?.trim().startsWith(wanted),
        );
        if (!button || button.disabled) return undefined;
        const { x, y } = button.getBoundingClientRect();
        const isStill = button.dataset.at === `${x} ${y}`;
        button.dataset.at = `${x} ${y}`;
        return isStill ? button : undefined;
      },
      { timeout: LIMIT_MS },
      label,
    );
    await this.#untilUncovered(await handle.asElement().boundingBox());
    await handle.asElement().click();
  }

  /** Makes `text` what the panel's field holds, as typed. */
  async write(text) {
    const field = await this.frame.waitForSelector(".instruction");
    await field.evaluate((node) => node.focus());
    await this.frame.page().keyboard.sendCharacter(text);
  }

  /** Marks a part of the first picture, by dragging with Shift: both corners are shares of the pane's width and height. */
  async mark(from, to) {
    const pane = await this.frame.waitForSelector(".stage .pane");
    await pane.scrollIntoView();
    const { x, y, width, height } = await pane.boundingBox();
    const at = ([right, down]) => [x + right * width, y + down * height];
    const { keyboard, mouse } = this.frame.page();
    await keyboard.down("Shift");
    await mouse.move(...at(from));
    await mouse.down();
    await mouse.move(...at(to), { steps: 6 });
    await mouse.up();
    await keyboard.up("Shift");
  }

  /** Waits until the panel has no more than its own width, and fails with how much it has too much. */
  async fits() {
    const excess = () =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth;
    await this.frame
      .waitForFunction(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
        { timeout: LIMIT_MS },
      )
      .catch(async (cause) => {
        const px = await this.frame.evaluate(excess);
        throw new Error(`The panel is ${px} px too wide.`, { cause });
      });
  }
}

/** Runs in a frame of the editor: whether it is our panel, ready to be used. */
export function isPanel() {
  return document.querySelector("#panel header") !== null;
}
