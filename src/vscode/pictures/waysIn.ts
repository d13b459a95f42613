import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { GivenPicture } from "../../protocol/panelMessages";
import type { MockupInput } from "../runs/mockupInput";
import type { Begun } from "../runs/runController";
import type { RunActions } from "../runs/runActions";
import type { RunState } from "../runs/runState";
import { askWhatTheyAre } from "../runs/severalMockups";
import { readGiven } from "./givenPicture";
import type { WebPictures } from "./webPictures";

type Begins = Promise<Begun<readonly RunState[] | undefined> | undefined>;

interface Parts {
  readonly actions: Pick<RunActions, "generate">;
  readonly web: Pick<WebPictures, "open">;
  /** Has the panel begin with the picture in the clipboard: the editor gives its extensions only the text that is in there. */
  readonly readClipboardInPanel: () => void;
}

/** The ways in that are no menus of files: pictures that are dropped, pasted, copied or named by an address. */
export class WaysIn {
  constructor(private readonly parts: Parts) {}

  /**
   * Begins with pictures, as several pages or as one; undefined: the person thought better of it. None is begun when one of them
   * cannot be read. @throws MockloopError.
   */
  async generateFrom(pictures: readonly GivenPicture[]): Begins {
    const { actions, web } = this.parts;
    const inputs: MockupInput[] = [];
    for (const picture of pictures)
      inputs.push(await readGiven(picture, (address) => web.open(address)));
    const admissions = await askWhatTheyAre(inputs);
    return admissions && actions.generate(admissions);
  }

  /** Asks for an address, and begins with the picture there; undefined: the person thought better of it. */
  async generateFromAddress(): Begins {
    const copied = addressIn(await vscode.env.clipboard.readText());
    const typed = await vscode.window.showInputBox({
      title: l10n.t("Generate from a picture's address"),
      prompt: l10n.t(
        "The address of the picture itself. It is fetched once, when you have allowed its host.",
      ),
      placeHolder: "https://example.com/mockup.png",
      ...(copied !== undefined && { value: copied }),
      ignoreFocusOut: true,
      validateInput: (value) =>
        value.trim() === "" || addressIn(value) !== undefined
          ? undefined
          : l10n.t("An address of the web begins with https:// or http://."),
    });
    const address = addressIn(typed ?? "");
    return address === undefined ? undefined : this.generateFrom([{ kind: "address", address }]);
  }

  /** Begins with what was copied: the picture at a copied address, else the picture itself. */
  async generateFromClipboard(): Begins {
    const address = addressIn(await vscode.env.clipboard.readText());
    if (address !== undefined) return this.generateFrom([{ kind: "address", address }]);
    this.parts.readClipboardInPanel();
    return undefined;
  }
}

/** The address of the web that a text is; undefined: it is something else. */
function addressIn(text: string): string | undefined {
  const trimmed = text.trim();
  return /^https?:\/\/\S{1,4000}$/i.test(trimmed) && URL.canParse(trimmed) ? trimmed : undefined;
}
