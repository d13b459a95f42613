import * as l10n from "@vscode/l10n";
import { element } from "../dom";
import { MAX_PICTURES } from "../../src/protocol/panelMessages";
import type { Ask } from "../requests";
import { clipboardPicture } from "./clipboardPicture";
import { mayHavePictures, readGiven, readTransfer } from "./givenPictures";
import type { Given } from "./givenPictures";
import "./incoming.css";

/** Pictures that are dropped onto the panel, pasted into it, or fetched out of the clipboard: each becomes a run. */
export class Incoming {
  /** Shown while something is dragged over the panel. */
  readonly node = element(
    "div",
    { class: "drop-here", hidden: true, "aria-hidden": "true" },
    element("p", {}, l10n.t("Drop it here, and code is generated from it")),
  );

  constructor(
    private readonly ask: Ask,
    /** Says why nothing came of it. */
    private readonly tell: (refusal: string) => void,
  ) {
    window.addEventListener("dragover", (event) => this.offer(event));
    for (const end of ["dragleave", "dragend"] as const)
      window.addEventListener(end, ({ relatedTarget }: DragEvent) => {
        if (relatedTarget === null) this.node.hidden = true;
      });
    window.addEventListener("drop", (event) => this.take(event));
    window.addEventListener("paste", (event) => this.paste(event));
  }

  async readClipboard(): Promise<void> {
    const given = await clipboardPicture();
    if (typeof given === "string") this.tell(given);
    else await this.begin(given);
  }

  private offer(event: DragEvent): void {
    const { dataTransfer } = event;
    if (!dataTransfer || !mayHavePictures(dataTransfer)) return;
    event.preventDefault();
    dataTransfer.dropEffect = "copy";
    this.node.hidden = false;
  }

  private take(event: DragEvent): void {
    const { dataTransfer } = event;
    this.node.hidden = true;
    if (!dataTransfer || !mayHavePictures(dataTransfer)) return;
    event.preventDefault();
    void this.begin(readTransfer(dataTransfer, false));
  }

  /** Text that is pasted into a field is the field's. */
  private paste(event: ClipboardEvent): void {
    const { clipboardData } = event;
    if (!clipboardData) return;
    const [target] = event.composedPath();
    const isInField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
    const given = readTransfer(clipboardData, !isInField);
    if (given.files.length === 0 && (isInField || given.addresses.length === 0)) return;
    event.preventDefault();
    void this.begin(given);
  }

  private async begin(given: Given): Promise<void> {
    const pictures = await readGiven(given);
    if (typeof pictures === "string") this.tell(pictures);
    else if (pictures.length > MAX_PICTURES)
      this.tell(
        l10n.t("These are {0} pictures; {1} at once are the most.", pictures.length, MAX_PICTURES),
      );
    else void this.ask({ type: "begin-with", pictures });
  }
}
