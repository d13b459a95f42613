import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { MockloopError } from "../../base/errors";
import { MOST_WIDTHS } from "../../protocol/runProtocol";
import { nameOf } from "./mockupInput";
import type { MockupInput } from "./mockupInput";
import type { Admission } from "./works";

/** Pictures as the mockups of one page, at as many widths. @throws MockloopError BAD_OPTION when they cannot be. */
export function asOnePage(inputs: readonly MockupInput[]): Admission {
  const [input, ...further] = inputs;
  if (!input || further.length === 0 || further.length >= MOST_WIDTHS)
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("Choose two to {0} mockups, one for each width of the page.", MOST_WIDTHS),
    );
  // Those that are no files of this disk come to lie in one folder.
  const copied = inputs.filter((one) => one.kind !== "uri" || one.uri.scheme !== "file");
  const names = copied.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new MockloopError(
      "BAD_OPTION",
      l10n.t("Two of the pictures are called {0}. Give them names of their own.", twice),
    );
  return { input, further };
}

/** What pictures that came together are; asked where they may be one page. Undefined: the person thought better of it. */
export async function askWhatTheyAre(
  inputs: readonly MockupInput[],
): Promise<readonly Admission[] | undefined> {
  const each = inputs.map((input) => ({ input }));
  if (inputs.length < 2 || inputs.length > MOST_WIDTHS) return each;
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: l10n.t("One page at {0} widths", inputs.length),
        description: inputs.map(nameOf).join(", "),
        isPage: true,
      },
      { label: l10n.t("{0} pages, one after the other", inputs.length), isPage: false },
    ],
    { title: l10n.t("What do these mockups show?"), ignoreFocusOut: true },
  );
  if (!picked) return undefined;
  return picked.isPage ? [asOnePage(inputs)] : each;
}
