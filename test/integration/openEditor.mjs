// Drives the real editor in a browser like a person: mouse, keyboard, and what can be seen.
import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { isPanel, Panel } from "./panelPage.mjs";
import { LIMIT_MS, QuickInput, sleep } from "./quickInput.mjs";

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
  // The extension host has started when the status bar no longer says that it is opening the remote.
  await page.waitForSelector(".statusbar-item");
  const editor = new Editor(page, screenshots);
  // The editor greets with pages of its own.
  await editor.command("View: Close All Editors");
  return editor;
}

class Editor extends QuickInput {
  /** Opens a file by clicking its way down the Explorer. */
  async openFile(...names) {
    for (const name of names) await this.clickRow(name, names.at(-1) === name ? 2 : 1);
  }

  /** Unfolds folders in the Explorer. */
  async unfold(...names) {
    for (const name of names) await this.clickRow(name, 1);
  }

  async clickRow(name, count) {
    const row = await this.row(name);
    if ((await row.evaluate((node) => node.getAttribute("aria-expanded"))) === "true") return;
    await row.click({ count });
    await sleep(300);
  }

  /** The Explorer's row of a file or folder. */
  async row(name) {
    const selector = `.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`;
    return await this.page.waitForSelector(selector, { visible: true });
  }

  /** Right-clicks a file in the Explorer and returns what the menu offers; see {@link choose}. */
  async contextMenu(name) {
    await (await this.row(name)).click({ button: "right" });
    await this.page.waitForSelector(">>> .monaco-menu .action-item", { visible: true });
    await sleep(200);
  }

  async choose(item) {
    for (const entry of await this.page.$$(">>> .monaco-menu .action-item")) {
      const text = await entry.evaluate((node) => node.textContent);
      if (text?.trim().startsWith(item)) return await entry.click();
    }
    throw new Error(`The menu has no ${item}.`);
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

  async pressButton(label) {
    const button = await this.waitForButton(label);
    await button.click();
  }

  async waitForButton(label) {
    const find = (wanted) =>
      [...document.querySelectorAll(".monaco-button, .monaco-text-button")].find(
        (node) => node.textContent?.trim() === wanted && node.getBoundingClientRect().width > 0,
      );
    const handle = await this.waitFor(`the button ${label}`, find, label);
    return handle.asElement();
  }

  /** Clicks a file in the refactor preview. */
  async openPreviewOf(name) {
    for (const row of await this.page.$$(".bulk-edit-panel .monaco-list-row"))
      if ((await row.evaluate((node) => node.textContent))?.includes(name)) await row.click();
    await sleep(800);
  }

  /** Puts the focus into the text editor in front. */
  async focusEditor() {
    await this.command("View: Focus Active Editor Group");
  }

  async undo() {
    await this.page.keyboard.down("Control");
    await this.page.keyboard.press("z");
    await this.page.keyboard.up("Control");
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

  /** The middle of a line of the text editor in front, from 1. */
  async placeOfLine(number) {
    const lines = await this.page.$$(".editor-instance .view-line");
    const boxes = await Promise.all(lines.map((line) => line.boundingBox()));
    const sorted = boxes.filter(Boolean).sort((a, b) => a.y - b.y);
    const { x, y, height } = sorted[number - 1];
    return { x: x + 40, y: y + height / 2 };
  }

  /**
   * Reloads the window. In a browser the editor writes down what is open when its page is left for another one; a reload
   * alone is too fast for it two times out of three, and brings an older state back.
   */
  async reload() {
    const other = await this.page.browser().newPage();
    await other.bringToFront();
    await sleep(500);
    await other.close();
    await this.page.bringToFront();
    await this.page.reload({ waitUntil: "domcontentloaded" });
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
    const end = Date.now() + LIMIT_MS;
    while (existsSync(path) !== there) {
      if (Date.now() > end) throw new Error(`${path} ${there ? "did not come" : "did not go"}.`);
      await sleep(50);
    }
  }

  /** Drags a file from the Explorer into the editor in front, holding Shift. */
  async dragIntoEditor(name, x, y) {
    const from = await (await this.row(name)).boundingBox();
    const { keyboard, mouse } = this.page;
    await mouse.move(from.x + 60, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + 90, from.y + from.height / 2 + 4, { steps: 4 });
    await keyboard.down("Shift");
    await mouse.move(x, y, { steps: 12 });
    await sleep(500);
    await mouse.move(x + 2, y, { steps: 2 });
    await sleep(300);
    await mouse.up();
    await keyboard.up("Shift");
  }

  /** Our panel, once it has said ready. */
  async panel() {
    const end = Date.now() + LIMIT_MS;
    for (;;) {
      for (const frame of this.page.frames()) if (await isPanel(frame)) return new Panel(frame);
      if (Date.now() > end) {
        await this.screenshot("no-panel");
        throw new Error("The panel did not come.");
      }
      await sleep(100);
    }
  }
}
