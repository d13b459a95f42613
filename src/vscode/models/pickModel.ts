import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ModelRef } from "../../protocol/modelRef";
import type { SavedServer } from "../../protocol/schemas/savedServer";
import type { SeenServer } from "../../protocol/schemas/questions/servers";
import { toItems } from "./pickItems";
import type { Item, ItemButton, ModelChoice, Offer } from "./pickItems";

/**
 * Shows the list, at once, and fills it when it is known; each server's state follows when that has answered. Undefined: the person went
 * away.
 *
 * @throws what `listing` throws.
 */
export function pickModel(
  listing: Promise<Offer>,
  current: ModelRef,
  look: (server: SavedServer, signal: AbortSignal) => Promise<SeenServer>,
): Promise<ModelChoice | undefined> {
  return new Promise((resolve, reject) => {
    const pick = vscode.window.createQuickPick<Item>();
    pick.title = l10n.t("Choose what writes the code");
    pick.placeholder = l10n.t("The tracer and local models run on this machine; nothing leaves it");
    pick.busy = true;
    // What takes the focus while the list is on its way must not close it.
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    // States come in while a person reads.
    pick.keepScrollPosition = true;
    const hidden = new AbortController();
    const settle = (choice: ModelChoice | undefined): void => {
      resolve(choice);
      pick.hide();
    };
    pick.onDidAccept(() => {
      const { choice } = pick.selectedItems[0] ?? {};
      if (choice) settle(choice);
    });
    pick.onDidTriggerItemButton(({ button }) => settle((button as ItemButton).choice));
    pick.onDidHide(() => {
      hidden.abort();
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    listing.then(
      (offer) => {
        if (!hidden.signal.aborted) fill(pick, offer, current, look, hidden.signal);
      },
      (error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        pick.hide();
      },
    );
  });
}

/** Shows what there is, and again whenever a server has said what it is; what a person has gone to stays in front. */
function fill(
  pick: vscode.QuickPick<Item>,
  offer: Offer,
  current: ModelRef,
  look: Parameters<typeof pickModel>[2],
  hidden: AbortSignal,
): void {
  const seen = new Map<string, SeenServer>();
  const show = (isActive: (item: Item) => boolean): void => {
    pick.items = toItems(offer, current, seen);
    pick.activeItems = pick.items.filter(isActive).slice(0, 1);
  };
  show(({ label }) => label.startsWith("$(check)"));
  const asked = offer.servers.servers.map(async ({ server }) => {
    const state = await look(server, hidden).catch(() => undefined);
    if (hidden.aborted || !state) return;
    seen.set(server.name, state);
    const front = pick.activeItems[0]?.label;
    show(({ label }) => label === front);
  });
  void Promise.all(asked).then(() => {
    if (!hidden.aborted) pick.busy = false;
  });
}
