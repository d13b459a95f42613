import * as l10n from "@vscode/l10n";
import type { Given } from "./givenPictures";

/** The picture in the clipboard, or why there is none, for people. Waits until the page has the focus, without which it may not look. */
export async function clipboardPicture(): Promise<Given | string> {
  if (!document.hasFocus())
    await new Promise((go) => addEventListener("focus", go, { once: true }));
  let items: ClipboardItems;
  try {
    items = await navigator.clipboard.read();
  } catch {
    return l10n.t(
      "The editor does not let the panel look into the clipboard. Press {0} here instead.",
      PASTE_KEYS,
    );
  }
  const files: File[] = [];
  for (const item of items) {
    const type = item.types.find((one) => one.startsWith("image/"));
    if (type === undefined) continue;
    const name = `pasted.${type.replace(/^image\/|\+xml$/g, "")}`;
    files.push(new File([await item.getType(type)], name, { type }));
  }
  if (files.length > 0) return { files, addresses: [] };
  return l10n.t(
    "There is no picture in the clipboard. Copy one first: a screenshot, or a picture in a browser or a design tool.",
  );
}

/** What a person presses to paste. */
export const PASTE_KEYS = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? "⌘V" : "Ctrl+V";
