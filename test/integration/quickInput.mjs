// The palette, quick picks and input boxes of the real editor, as a person uses them.
import { basename, join } from "node:path";

/** Whatever takes longer does not come. Nothing waits this long for something that is there. */
export const LIMIT_MS = 120_000;

/** How long a key or a click may take to show its effect before it is taken as lost, and given again. */
const LOST_MS = 10_000;

/** The time between two looks at something that no event tells of. */
const POLL_MS = 50;

/** Resolves with the first truthy result of `find`, called again and again; fails after `limitMs`. */
export async function poll(what, find, limitMs = LIMIT_MS) {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

export class QuickInput {
  constructor(page, screenshots) {
    this.page = page;
    this.screenshots = screenshots;
  }

  /** A picture of the page as it is when everything that moves to an end has got there. */
  async screenshot(name) {
    await Promise.all(this.page.frames().map(settle));
    await this.page.screenshot({ path: join(this.screenshots, `${name}.png`) });
  }

  /** Runs a command from the palette, which an editor that opens late may close again by taking the focus. */
  async command(title) {
    const name = title.replace(/^.*: /, "");
    await this.#untilTaken(`the command ${title}`, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("F1");
      await this.#shows(isPalette);
      await this.#write(`>${title}`);
      await this.#shows(isInFront, name);
      await this.page.keyboard.press("Enter");
      await this.#shows(isPaletteGone);
    });
  }

  /** Chooses an entry of the quick pick that contains `text`. */
  async pick(text, look = () => {}) {
    await this.waitForChoice(text);
    await look();
    await this.#leave(`the choice ${text}`, () => this.page.locator(choice(text)).click());
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
    await this.#leave(`the button ${tooltip} of ${text}`, async () => {
      await this.page.locator(choice(text)).hover();
      for (const row of await this.page.$$(".quick-input-list .monaco-list-row"))
        if ((await row.evaluate((node) => node.textContent))?.includes(text))
          await (await row.$(`.action-label[aria-label="${tooltip}"]`))?.click();
    });
  }

  /** Enters `text` in the input box whose placeholder contains `placeholder`. */
  async answer(placeholder, text) {
    await this.waitFor(`the input box ${placeholder}`, isBoxWith, placeholder);
    await this.#leave(`the answer ${text}`, async () => {
      await this.#write(text);
      await this.page.keyboard.press("Enter");
    });
  }

  /** Enters the path of a file in the editor's own file dialog, once that has found its folder, and then the file. */
  async answerPath(title, path) {
    await this.waitFor(`the file dialog ${title}`, isFileDialog, title);
    await this.#leave(`the file ${path}`, async () => {
      await this.#write(path);
      await this.#shows(isListed, basename(path));
      await this.page.keyboard.press("Enter");
    });
  }

  async waitFor(what, condition, ...args) {
    try {
      return await this.page.waitForFunction(condition, { timeout: LIMIT_MS }, ...args);
    } catch (error) {
      await this.screenshot("waiting");
      throw new Error(`Waited in vain for ${what}.`, { cause: error });
    }
  }

  /** Acts until the quick pick or box that is shown now has given way to another one, or to none. */
  async #leave(what, act) {
    const before = await this.page.evaluate(describeInput);
    await this.#untilTaken(what, async () => {
      if ((await this.page.evaluate(describeInput)) === before) await act();
      await poll(what, async () => (await this.page.evaluate(describeInput)) !== before, LOST_MS);
    });
  }

  /** Acts again as long as the editor did not take what was done: keys and clicks that come too early are lost. */
  async #untilTaken(what, act) {
    const tried = () =>
      act().then(
        () => true,
        () => false,
      );
    try {
      await poll(what, tried);
    } catch (error) {
      await this.screenshot("waiting");
      throw error;
    }
  }

  async #shows(condition, ...args) {
    await this.page.waitForFunction(condition, { timeout: LOST_MS }, ...args);
  }

  /** Makes `text` the whole content of the box, in one stroke. */
  async #write(text) {
    const input = await this.page.waitForSelector(BOX, { visible: true, timeout: LOST_MS });
    await input.evaluate((node) => {
      node.focus();
      node.select();
    });
    if (text === "") await this.page.keyboard.press("Backspace");
    else await this.page.keyboard.sendCharacter(text);
    await this.#shows(holds, BOX, text);
  }
}

const BOX = ".quick-input-widget .quick-input-box input";

/** The entry of a quick pick that contains `text`, as puppeteer selects it. */
function choice(text) {
  return `.quick-input-list .monaco-list-row ::-p-text(${JSON.stringify(text)})`;
}

// What follows runs in the page.

function holds(selector, text) {
  return document.querySelector(selector)?.value === text;
}

function isPalette() {
  const input = document.querySelector(".quick-input-widget .quick-input-box input");
  return (input?.getBoundingClientRect().width ?? 0) > 0 && input.value.startsWith(">");
}

function isPaletteGone() {
  const input = document.querySelector(".quick-input-widget .quick-input-box input");
  return !((input?.getBoundingClientRect().width ?? 0) > 0 && input.value.startsWith(">"));
}

/** Whether the quick pick would take the entry `name`. */
function isInFront(name) {
  const row = document.querySelector(".quick-input-list .monaco-list-row.focused");
  return row?.textContent?.includes(name) ?? false;
}

function isListed(name) {
  const rows = [...document.querySelectorAll(".quick-input-list .monaco-list-row")];
  return rows.some((row) => row.textContent?.includes(name));
}

function isBoxWith(placeholder) {
  const input = document.querySelector(".quick-input-widget .quick-input-box input");
  return (input?.getBoundingClientRect().width ?? 0) > 0 && input.placeholder.includes(placeholder);
}

/** Whether the file dialog is there and has written the folder it begins in. */
function isFileDialog(title) {
  const widget = document.querySelector(".quick-input-widget");
  const input = widget?.querySelector(".quick-input-box input");
  const isThere = (input?.getBoundingClientRect().width ?? 0) > 0;
  const isTitled = widget?.querySelector(".quick-input-title")?.textContent?.includes(title);
  return isThere && isTitled && input.value !== "" && widget.querySelector(".monaco-list-row");
}

/** Tells one quick pick or box from another; "" when none is shown. */
function describeInput() {
  const widget = document.querySelector(".quick-input-widget");
  if ((widget?.getBoundingClientRect().width ?? 0) === 0) return "";
  const title = widget.querySelector(".quick-input-title")?.textContent ?? "";
  const input = widget.querySelector(".quick-input-box input");
  return `${title}|${input?.placeholder ?? ""}|shown`;
}

/** How long a frame may take to paint. One that nobody sees, under another tab or out of sight, paints nothing at all. */
const PAINT_MS = 2000;

/** Resolves when no animation with an end is under way, and what that led to is painted. */
async function settle(frame) {
  const ends = async (limitMs) => {
    const limit = new Promise((resolve) => setTimeout(resolve, limitMs));
    const moving = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.race([
      limit,
      Promise.all(moving.map((animation) => animation.finished.catch(() => {}))),
    ]);
    const frameDrawn = () => new Promise((resolve) => window.requestAnimationFrame(resolve));
    if (document.visibilityState !== "visible") return;
    await Promise.race([limit, frameDrawn().then(frameDrawn)]);
  };
  // A frame on its way out has nothing left to settle, and one on its way in may never answer.
  const late = new Promise((resolve) => setTimeout(resolve, 2 * PAINT_MS));
  await Promise.race([frame.evaluate(ends, PAINT_MS).catch(() => {}), late]);
}
