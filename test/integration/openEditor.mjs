// Drives the real editor in a browser like a person: mouse, keyboard, and what can be seen.
import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { isPanel, Panel } from "./panelPage.mjs";
import { LIMIT_MS, poll } from "./quickInput.mjs";
import { Transfers } from "./transfers.mjs";

/**
 * Opens `workspace` in the editor that `server` serves. Screenshots go to the folder `screenshots`.
 */
export async function openEditor(browser, server, { workspace, screenshots }) {
  mkdirSync(screenshots, { recursive: true });
  const page = await browser.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warn")
      appendFileSync(join(screenshots, "console.log"), `${message.text()}\n`);
  });
  const address = new URL(server.origin);
  address.searchParams.set("folder", workspace);
  await page.goto(address.href, { waitUntil: "domcontentloaded" });
  await page.waitForSelector(".explorer-folders-view .monaco-list-row");
  // A menu that opens before the extension is there stays without its entries: it is, once its model stands in the status bar.
  await page.waitForSelector('.statusbar-item[id^="mockloop."]');
  const editor = new Editor(page, screenshots);
  // The editor greets with pages of its own.
  await editor.command("View: Close All Editors");
  return editor;
}

class Editor extends Transfers {
  /** Presses a button of the title bar over the editor in front. */
  async pressTitleButton(name) {
    await this.page.locator(`.editor-actions .action-label[aria-label^="${name}"]`).click();
  }

  /** Chooses a theme from the editor's list, which needs no reload. */
  async useTheme(name) {
    // By its keys: in the palette a command that goes to the Marketplace comes before it.
    await poll("the list of themes", async () => {
      await this.press("Escape");
      await this.press("Control+k");
      await this.press("Control+t");
      return await this.page
        .waitForSelector('.quick-input-box input[placeholder^="Select Color Theme"]', {
          visible: true,
          timeout: 10_000,
        })
        .catch(() => undefined);
    });
    await this.answer("Select Color Theme", name);
  }

  /** The text of the modal dialog. */
  async dialogText() {
    await this.page.waitForSelector(".monaco-dialog-box", { visible: true });
    return await this.page.$eval(".monaco-dialog-box", (node) => node.innerText);
  }

  async waitForNotification(pattern) {
    await this.waitFor(
      `the notification ${pattern}`,
      (source) =>
        [...document.querySelectorAll(".notification-list-item-message")].some((node) =>
          new RegExp(source, "s").test(node.textContent),
        ),
      pattern.source,
    );
  }

  async waitForStatusBar(pattern) {
    await this.waitFor(
      `${pattern} in the status bar`,
      (source) => new RegExp(source).test(document.querySelector(".statusbar")?.textContent ?? ""),
      pattern.source,
    );
  }

  /** Presses "Apply" in the refactor preview. */
  async applyPreview() {
    await this.pressButton("Apply");
  }

  /** Presses a button once it stands still. */
  async pressButton(label) {
    const find = (wanted) => {
      const nodes = [...document.querySelectorAll(".monaco-button, .monaco-text-button")];
      const node = nodes.find(
        (one) => one.textContent?.trim() === wanted && one.getBoundingClientRect().width > 0,
      );
      if (!node || node.classList.contains("disabled")) return undefined;
      const { x, y } = node.getBoundingClientRect();
      const isStill = node.dataset.at === `${x} ${y}`;
      node.dataset.at = `${x} ${y}`;
      return isStill ? node : undefined;
    };
    await (await this.waitFor(`the button ${label}`, find, label)).asElement().click();
  }

  async waitForButton(label) {
    const isThere = (wanted) =>
      [...document.querySelectorAll(".monaco-button, .monaco-text-button")].some(
        (node) => node.textContent?.trim() === wanted && node.getBoundingClientRect().width > 0,
      );
    await this.waitFor(`the button ${label}`, isThere, label);
  }

  /** Clicks a file in the refactor preview, and waits until the editor shows it. */
  async openPreviewOf(name) {
    await this.page
      .locator(`.bulk-edit-panel .monaco-list-row ::-p-text(${JSON.stringify(name)})`)
      .click();
    await this.waitFor(
      `the preview of ${name}`,
      (wanted) => {
        const editors = [...document.querySelectorAll(".editor-instance")];
        return editors.some(
          (editor) => editor.textContent?.includes(wanted) && editor.querySelector(".view-line"),
        );
      },
      name,
    );
  }

  /** Puts the focus into the text editor in front. */
  async focusEditor() {
    await this.command("View: Focus Active Editor Group");
    await this.waitFor(
      "the focus in the text editor",
      () => document.activeElement?.closest(".editor-instance .monaco-editor") !== null,
    );
  }

  async undo() {
    await this.press("Control+z");
  }

  /** Presses keys together: "Control+Shift+Enter". */
  async press(keys) {
    const { keyboard } = this.page;
    const [last, ...held] = keys.split("+").reverse();
    for (const key of held.reverse()) await keyboard.down(key);
    await keyboard.press(last);
    for (const key of held.reverse()) await keyboard.up(key);
  }

  async waitForText(text) {
    await this.waitFor(
      `“${text}” in an editor`,
      (wanted) => {
        const lines = [...document.querySelectorAll(".view-line")];
        return lines.some((line) => line.textContent?.replaceAll("\u00a0", " ").includes(wanted));
      },
      text,
    );
  }

  /** Waits until no editor shows `text` any more. */
  async waitForTextToGo(text) {
    await this.waitFor(
      `“${text}” to go`,
      (unwanted) => {
        const lines = [...document.querySelectorAll(".view-line")];
        return lines.every(
          (line) => !line.textContent?.replaceAll("\u00a0", " ").includes(unwanted),
        );
      },
      text,
    );
  }

  /** The middle of a line of the text editor in front, from 1. */
  async placeOfLine(number) {
    const { x, y, height } = await poll(`line ${number}`, async () => {
      const lines = await this.page.$$(".editor-instance .view-line");
      const boxes = await Promise.all(lines.map((line) => line.boundingBox()));
      return boxes.filter(Boolean).sort((a, b) => a.y - b.y)[number - 1];
    });
    return { x: x + 40, y: y + height / 2 };
  }

  /**
   * Reloads the window. In a browser the editor writes down what is open when its page is left for another one, and a reload alone
   * is often too fast for it: so the page is left first, and comes back when what is open is written down.
   *
   * @param open the view type or the name of something that is open.
   */
  async reload(open) {
    const other = await this.page.browser().newPage();
    await other.bringToFront();
    await poll(`${open} to be written down`, async () =>
      (await this.page.evaluate(readWindowState)).some((text) => text.includes(open)),
    );
    await other.close();
    await this.page.bringToFront();
    const before = this.page.frames().filter((frame) => frame.parentFrame());
    await this.page.reload({ waitUntil: "domcontentloaded" });
    // Frames of another process outlive their page for a moment: whoever looks for the panel would find the one from before.
    await poll("the frames from before to go", () => before.every(({ detached }) => detached));
    await this.page.waitForSelector(".explorer-folders-view .monaco-list-row");
  }

  /** The text of the editor in front, as far as it is drawn. */
  async editorText() {
    return await this.page.evaluate(() =>
      [...document.querySelectorAll(".editor-group-container.active .view-line")]
        .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
        .map((line) => line.textContent?.replaceAll("\u00a0", " "))
        .join("\n"),
    );
  }

  /** Texts of the notifications that are shown. */
  async notifications() {
    return await this.page.$$eval(".notification-list-item-message", (nodes) =>
      nodes.map((node) => node.textContent),
    );
  }

  async closeNotifications() {
    await this.command("Notifications: Clear All Notifications");
  }

  async waitForFile(path, there = true) {
    await poll(`${path} to ${there ? "come" : "go"}`, () => existsSync(path) === there);
  }

  /** Our panel, once it has said ready. */
  async panel() {
    const frame = await this.frameWhere("the panel", isPanel);
    return new Panel(frame);
  }

  /** The frame of the page in which `isWanted`, which runs there, holds. */
  async frameWhere(what, isWanted) {
    try {
      return await poll(what, async () => {
        const frames = this.page.frames();
        const are = await Promise.all(frames.map((frame) => isTrueOf(frame, isWanted)));
        return frames[are.indexOf(true)];
      });
    } catch (error) {
      await this.screenshot("waiting");
      throw error;
    }
  }
}

/** How long a frame may take to answer. One on its way in may never do so, and another one takes its place. */
const ANSWER_MS = 5000;

/** False for a frame that is on its way in or out. */
async function isTrueOf(frame, condition) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ANSWER_MS, false);
  });
  try {
    return await Promise.race([frame.evaluate(condition), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Runs in the page: what the editor has written down of its windows. */
async function readWindowState() {
  const texts = [];
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await window.indexedDB.databases()) {
    if (!name?.startsWith("vscode-web-state-db")) continue;
    const database = await done(window.indexedDB.open(name));
    try {
      for (const store of database.objectStoreNames)
        for (const value of await done(database.transaction(store).objectStore(store).getAll()))
          texts.push(String(value));
    } finally {
      database.close();
    }
  }
  return texts;
}
