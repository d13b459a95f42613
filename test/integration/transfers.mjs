// What a person drags, drops, copies and pastes, with the events and the data that the browser makes of it.
import { poll } from "./quickInput.mjs";
import { SideBar } from "./sideBar.mjs";

export class Transfers extends SideBar {
  /** Drags a file from the Explorer into the editor in front, holding Shift. */
  async dragIntoEditor(name, x, y) {
    // The editor draws where the drop would go as soon as it would take it.
    await this.dragFromExplorer(name, [x, y], "the place of the drop to be shown", () =>
      this.page.$(".editor-instance .dnd-target"),
    );
  }

  /** Drags a file from the Explorer onto our panel, holding Shift; `look` is called before it is dropped. */
  async dragOntoPanel(name, { frame }, look) {
    const to = await (await frame.$("main")).boundingBox();
    const place = [to.x + to.width / 2, to.y + 200];
    await this.dragFromExplorer(
      name,
      place,
      "the panel to offer itself",
      () => frame.$(".drop-here:not([hidden])"),
      look,
    );
  }

  /** Drags a file from the Explorer, holding Shift, and drops it once it `isTaken`, which `what` describes; `look` is called before. */
  async dragFromExplorer(name, [x, y], what, isTaken, look = async () => {}) {
    const from = await (await this.row(name)).boundingBox();
    const { keyboard, mouse } = this.page;
    await mouse.move(from.x + 60, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + 90, from.y + from.height / 2 + 4, { steps: 4 });
    await keyboard.down("Shift");
    await mouse.move(x, y, { steps: 12 });
    // Where it is dropped learns of Shift with the next movement.
    await poll(what, async () => {
      await mouse.move(x + 2, y);
      await mouse.move(x, y);
      return await isTaken();
    });
    await look();
    await mouse.up();
    await keyboard.up("Shift");
  }

  /**
   * Drags files of the system, holding Shift, to a place of the window, and drops them once that `isTaken`, which `what` describes: with
   * the events, and the data, that the browser makes of them.
   */
  async dropFiles(files, [x, y], what, isTaken, look = async () => {}) {
    const session = await this.page.createCDPSession();
    try {
      const data = { items: [], files, dragOperationsMask: 1 };
      const tell = (type) =>
        session.send("Input.dispatchDragEvent", { type, x, y, data, modifiers: SHIFT });
      await this.page.keyboard.down("Shift");
      await tell("dragEnter");
      await poll(what, async () => {
        await tell("dragOver");
        return await isTaken();
      });
      await look();
      await tell("drop");
      await this.page.keyboard.up("Shift");
    } finally {
      await session.detach();
    }
  }

  /** Drops files of the system onto our panel. */
  async dropFilesOntoPanel(files, { frame }, look) {
    const to = await (await frame.$("main")).boundingBox();
    const place = [to.x + to.width / 2, to.y + 200];
    const isTaken = () => frame.$(".drop-here:not([hidden])");
    await this.dropFiles(files, place, "the panel to offer itself", isTaken, look);
  }

  /** Drops files of the system into the text editor in front. */
  async dropFilesIntoEditor(files, x, y) {
    await this.dropFiles(files, [x, y], "the place of the drop to be shown", () =>
      this.page.$(".editor-instance .dnd-target"),
    );
  }

  /** Lets every frame of the window use the clipboard, as a person allows it when the browser asks. */
  async allowClipboard() {
    const origins = this.page.frames().map((frame) => new URL(frame.url()).origin);
    for (const origin of new Set(origins.filter((one) => one.startsWith("http"))))
      await this.page
        .browserContext()
        .overridePermissions(origin, ["clipboard-read", "clipboard-sanitized-write"]);
  }

  /** Copies a picture, PNG, as another program does. */
  async copyPicture(png) {
    await this.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(window.atob(base64), (character) => character.charCodeAt(0));
      const blob = new window.Blob([bytes], { type: "image/png" });
      await window.navigator.clipboard.write([new window.ClipboardItem({ "image/png": blob })]);
    }, png.toString("base64"));
  }

  /** Ctrl+V, with what the browser makes of it: an event "paste" where the focus is. */
  async paste() {
    const { keyboard } = this.page;
    await keyboard.down("Control");
    await keyboard.down("v", { commands: ["paste"] });
    await keyboard.up("v");
    await keyboard.up("Control");
  }
}

/** As the protocol of the browser counts the keys that are held. */
const SHIFT = 8;
