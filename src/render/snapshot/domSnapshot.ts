import { area, type Size } from "../../base/geometry";
import { isForeignColor } from "./cssColor";
import { readCutTexts } from "./cutTexts";
import { readFormControls } from "./formControls";
import { isShown, visiblePart } from "./nodeVisibility";
import type { RenderLimits } from "../page/renderLimits";
import type { RenderedElement, RenderedTextLine } from "../renderer";
import type { RenderPage } from "../renderPage";
import { drawnTexts, readTextLines, type DrawnText } from "./snapshotText";
import { readLayoutNodes, SNAPSHOT_STYLES, type SnapshotNode } from "./snapshotTree";

export interface DomSnapshot {
  readonly textLines: readonly RenderedTextLine[];
  readonly elements: readonly RenderedElement[];
}

/**
 * What the page draws within `size` (CSS px, from its top left), asked from the browser itself: the page's scripts
 * have no part in the answer.
 */
export async function captureDom(
  page: RenderPage,
  size: Size,
  limits: Pick<RenderLimits, "maxTextLines" | "maxElements">,
): Promise<DomSnapshot> {
  const snapshot = await page.client.send("DOMSnapshot.captureSnapshot", {
    computedStyles: [...SNAPSHOT_STYLES],
    includePaintOrder: true,
  });
  const strings = await translateColors(page, snapshot.strings);
  const nodes = readLayoutNodes({ ...snapshot, strings });
  const texts = [...drawnTexts(nodes), ...(await readControls(page, nodes))];
  const shown = await readCutTexts(page, texts, size);
  return {
    textLines: readTextLines(texts, nodes, size, limits.maxTextLines, shown),
    elements: readElements(nodes, size, limits.maxElements),
  };
}

async function readControls(
  page: RenderPage,
  nodes: readonly SnapshotNode[],
): Promise<DrawnText[]> {
  const texts = await readFormControls(page, nodes);
  const colors = await translateColors(
    page,
    texts.map(({ look }) => look.color),
  );
  return texts.map((text, index) => ({
    ...text,
    look: { ...text.look, color: colors[index] ?? text.look.color },
  }));
}

/** The visible elements in paint order; a drawing (svg) counts as one. */
function readElements(
  nodes: readonly SnapshotNode[],
  size: Size,
  limit: number,
): RenderedElement[] {
  const isInDrawing = (node: SnapshotNode): boolean =>
    node.parent !== undefined && (node.parent.tag === "svg" || isInDrawing(node.parent));
  return nodes
    .filter((node) => /^[a-z]/.test(node.tag) && node.tag !== "html" && !isInDrawing(node))
    .filter((node) => {
      if (node.box.width < 1 || node.box.height < 1 || !isShown(node)) return false;
      const part = visiblePart(node, node.box, size);
      return part !== undefined && area(part) >= 1;
    })
    .sort((a, b) => a.paintOrder - b.paintOrder)
    .slice(0, limit)
    .map(({ selector, path, tag, box }) => ({ selector, path, tag, box }));
}

/** `strings` with colours such as "oklch(…)" in the legacy form, as the browser itself converts them. */
async function translateColors(page: RenderPage, strings: readonly string[]): Promise<string[]> {
  const foreign = [...new Set(strings.filter(isForeignColor))];
  if (foreign.length === 0) return [...strings];
  const translated = await page.ask(toLegacyColors, foreign);
  const legacy = new Map(foreign.map((color, index) => [color, translated[index] ?? color]));
  return strings.map((text) => legacy.get(text) ?? text);
}

declare const document: {
  createElement(tag: "canvas"): {
    width: number;
    height: number;
    getContext(kind: "2d"): {
      fillStyle: string;
      clearRect(x: number, y: number, width: number, height: number): void;
      fillRect(x: number, y: number, width: number, height: number): void;
      getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
    } | null;
  };
};

function toLegacyColors(colors: readonly string[]): string[] {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const drawing = canvas.getContext("2d");
  if (!drawing) return [...colors];
  return colors.map((color) => {
    drawing.fillStyle = "#010203";
    drawing.fillStyle = color;
    if (drawing.fillStyle === "#010203") return color;
    drawing.clearRect(0, 0, 1, 1);
    drawing.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = drawing.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${((alpha ?? 255) / 255).toFixed(3)})`;
  });
}
