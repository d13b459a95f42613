// The palette, quick picks and input boxes of the real editor, as a person uses them.
import { join } from "node:path";

/** Whatever takes longer does not come. */
export const LIMIT_MS = 60_000;

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export class QuickInput {
  constructor(page, screenshots) {
    this.page = page;
    this.screenshots = screenshots;
  }

  async screenshot(name) {
    await sleep(400);
    await this.page.screenshot({ path: join(this.screenshots, `${name}.png`) });
  }

  /** Runs a command from the palette, which an editor that opens late may close again by taking the focus. */
  async command(title) {
    const name = title.replace(/^.*: /, "");
    for (let attempt = 1; ; attempt++) {
      const last = attempt === 6;
      try {
        await this.page.keyboard.press("F1");
        const shown = { visible: true, timeout: 5000 };
        await this.page.waitForSelector(".quick-input-widget input", shown);
        await this.page.keyboard.type(title, { delay: 5 });
        await this.page.waitForFunction(isInFront, { timeout: 10_000 }, name);
        return await this.page.keyboard.press("Enter");
      } catch (error) {
        if (!last) await this.page.keyboard.press("Escape");
        else {
          await this.screenshot("waiting");
          throw new Error(`Waited in vain for the command ${title}.`, { cause: error });
        }
      }
    }
  }

  /** Chooses an entry of the quick pick that contains `text`. */
  async pick(text, look = () => {}) {
    await this.waitForChoice(text);
    await look();
    for (const row of await this.page.$$(".quick-input-list .monaco-list-row"))
      if ((await row.evaluate((node) => node.textContent))?.includes(text))
        return await row.click();
  }

  async waitForChoice(text) {
    await this.waitFor(
      `the choice ${text}`,
      (wanted) => {
        const rows = [...document.querySelectorAll(".quick-input-list .monaco-list-row")];
        return rows.some((row) => row.textContent?.includes(wanted));
      },
      text,
    );
  }

  /** The texts of the quick pick's entries. */
  async choices() {
    return await this.page.$$eval(".quick-input-list .monaco-list-row", (rows) =>
      rows.map((row) => row.innerText),
    );
  }

  /** Presses a button of a quick pick's entry. */
  async pickButton(text, tooltip) {
    await this.waitForChoice(text);
    for (const row of await this.page.$$(".quick-input-list .monaco-list-row")) {
      if (!(await row.evaluate((node) => node.textContent))?.includes(text)) continue;
      await row.hover();
      const button = await row.$(`.action-label[aria-label="${tooltip}"]`);
      return await button.click();
    }
  }

  /** Types into the input box whose placeholder contains `placeholder`, or any, and enters it. */
  async answer(placeholder, text) {
    const box = await this.waitFor(
      "the input box",
      (wanted) => {
        const input = document.querySelector(".quick-input-widget input");
        const isShown = input && input.getBoundingClientRect().width > 0;
        return isShown && (!wanted || input.placeholder.includes(wanted)) ? input : undefined;
      },
      placeholder,
    );
    await box.asElement().click({ count: 3 });
    if (text !== "") await this.page.keyboard.type(text, { delay: 2 });
    await sleep(600);
    await this.page.keyboard.press("Enter");
  }

  async waitFor(what, condition, ...args) {
    try {
      return await this.page.waitForFunction(condition, { timeout: LIMIT_MS }, ...args);
    } catch (error) {
      await this.screenshot("waiting");
      throw new Error(`Waited in vain for ${what}.`, { cause: error });
    }
  }
}

/** Runs in the page: whether the quick pick would take the entry `name`. */
function isInFront(name) {
  const row = document.querySelector(".quick-input-list .monaco-list-row.focused");
  return row?.textContent?.includes(name) ?? false;
}
