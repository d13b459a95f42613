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

  /** @param onCome The elements of the page that is shown have come. */
  constructor(
    private readonly ask: Ask,
    private readonly onCome: () => void = () => undefined,
  ) {}

  show({ runId, selected }: PanelState): void {
    this.shown = { runId, selected };
  }

  /** Takes the answer; of a page that is not shown any more it is too late. */
  receive(elements: PanelElements): void {
    if (elements.run !== this.shown.runId || elements.iteration !== this.shown.selected) return;
    this.known = elements;
    this.onCome();
  }

  /** The innermost element at a place, CSS px; undefined: there is none; null: they are asked for. */
  at(place: { readonly x: number; readonly y: number }): PageElement | undefined | null {
    const { runId: run, selected: iteration } = this.shown;
    if (run === null || iteration === null) return undefined;
    const { known } = this;
    if (known?.run === run && known.iteration === iteration)
      return innermostAt(known.elements, place);
    const key = JSON.stringify([run, iteration]);
    if (this.asked !== key) void this.ask({ type: "elements", run, iteration });
    this.asked = key;
    return null;
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
