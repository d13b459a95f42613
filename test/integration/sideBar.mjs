// The Explorer with its menus, and the view of past runs, as a person uses them.
import { poll, QuickInput } from "./quickInput.mjs";

export class SideBar extends QuickInput {
  /** Opens a file by clicking its way down the Explorer. */
  async openFile(...names) {
    for (const name of names) await this.clickRow(name, names.at(-1) === name ? 2 : 1);
  }

  /** Unfolds folders in the Explorer. */
  async unfold(...names) {
    for (const name of names) await this.clickRow(name, 1);
  }

  async clickRow(name, count) {
    const isUnfolded = async () =>
      (await (await this.row(name)).evaluate((node) => node.getAttribute("aria-expanded"))) ===
      "true";
    if (await isUnfolded()) return;
    await this.page.locator(explorerRow(name)).click({ count });
    if (count === 1) await poll(`${name} to unfold`, isUnfolded);
  }

  /** The Explorer's row of a file or folder. */
  async row(name) {
    return await this.page.waitForSelector(explorerRow(name), { visible: true });
  }

  /** Chooses several files in the Explorer: the first with a click, the others with Ctrl held. */
  async select(...names) {
    const areChosen = async () => {
      const rows = await Promise.all(names.map((name) => this.row(name)));
      const chosen = await Promise.all(
        rows.map((row) => row.evaluate((node) => node.classList.contains("selected"))),
      );
      return chosen.every(Boolean);
    };
    // The first picture opens meanwhile, and the Explorer then goes back to that one alone.
    await poll(`${names.join(" and ")} to be chosen`, async () => {
      for (const [index, name] of names.entries()) {
        if (index > 0) await this.page.keyboard.down("Control");
        await this.page.locator(explorerRow(name)).click();
        if (index > 0) await this.page.keyboard.up("Control");
      }
      return await areChosen();
    });
  }

  /** Right-clicks a file in the Explorer; see {@link choose}. */
  async contextMenu(name) {
    await this.page.locator(explorerRow(name)).click({ button: "right" });
    await this.page.waitForSelector(MENU_ITEM, { visible: true });
  }

  /** Chooses from the menu, which takes no click for a moment after it has opened. */
  async choose(item) {
    await poll(`the menu to take ${item}`, async () => {
      const entries = await this.page.$$(MENU_ITEM);
      if (entries.length === 0) return true;
      for (const entry of entries) {
        const text = await entry.evaluate((node) => node.textContent).catch(() => "");
        if (text?.trim().startsWith(item)) await entry.click().catch(() => {});
      }
      return false;
    });
  }

  /** Unfolds a section of the side bar. */
  async unfoldSection(name) {
    const header = `.pane-header[aria-label^="${name}"]`;
    await poll(`${name} to unfold`, async () => {
      const node = await this.page.waitForSelector(header, { visible: true });
      if (await node.evaluate((one) => one.getAttribute("aria-expanded") === "true")) return true;
      await node.click();
      return false;
    });
  }

  /** Waits for a run in the view "Mockloop Runs" whose entry says so. */
  async waitForRun(pattern) {
    await this.waitFor(
      `the run ${pattern}`,
      (source) =>
        [...document.querySelectorAll(".monaco-list-row .monaco-icon-label")].some((node) =>
          new RegExp(source, "s").test(node.textContent),
        ),
      pattern.source,
    );
  }

  /** Opens a run by a click on its entry. */
  async openRun(run) {
    await this.page.locator(`${RUN_ROWS} ::-p-text(${JSON.stringify(run)})`).click();
  }

  /** Presses a button of the entry of a run, which it has when the pointer is over it. */
  async pressRunButton(run, name) {
    await this.page.locator(`${RUN_ROWS} ::-p-text(${JSON.stringify(run)})`).hover();
    await this.page.locator(`${RUN_ROWS} .action-label[aria-label^="${name}"]`).click();
  }
}

const MENU_ITEM = ">>> .monaco-menu .action-item";

/** The entries of the view "Mockloop Runs". */
const RUN_ROWS = '.pane:has(> .pane-header[aria-label^="Mockloop Runs"]) .monaco-list-row';

function explorerRow(name) {
  return `.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`;
}
