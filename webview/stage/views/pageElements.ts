import { area } from "../../../src/base/geometry";
import type { PageElement } from "../../../src/protocol/pageElement";
import type { PanelElements } from "../../../src/protocol/panelMessages";
import type { PanelState } from "../../../src/protocol/schemas/panelState";
import type { Ask } from "../../requests";

/** Which elements the selected iteration's page has where. They are asked for when somebody points at the page. */
export class PageElements {
  private shown: Pick<PanelState, "runId" | "selected"> = { runId: null, selected: null };
  private known: PanelElements | undefined;
  private asked = "";

  constructor(private readonly ask: Ask) {}

  show({ runId, selected }: PanelState): void {
    this.shown = { runId, selected };
  }

  receive(elements: PanelElements): void {
    this.known = elements;
  }

  /** The innermost element at a place, CSS px; undefined: there is none, or it is not known (yet). */
  at(place: { readonly x: number; readonly y: number }): PageElement | undefined {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null || iteration === null) return undefined;
    const { known } = this;
    if (known?.run === run && known.iteration === iteration)
      return innermostAt(known.elements, place);
    const key = JSON.stringify([run, iteration]);
    if (this.asked !== key) void this.ask({ type: "elements", run, iteration });
    this.asked = key;
    return undefined;
  }
}

/** The smallest element around a place; of equal ones the topmost. */
export function innermostAt(
  elements: readonly PageElement[],
  { x, y }: { readonly x: number; readonly y: number },
): PageElement | undefined {
  let best: PageElement | undefined;
  for (const one of elements) {
    const isAround = x >= one.x && y >= one.y && x < one.x + one.width && y < one.y + one.height;
    if (isAround && (!best || area(one) <= area(best))) best = one;
  }
  return best;
}
