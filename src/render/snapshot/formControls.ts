import type { Protocol } from "puppeteer";
import { right, type Rect } from "../../base/geometry";
import type { RenderPage } from "../renderPage";
import { callOnNode } from "./callOnNode";
import type { DrawnText, TextLook } from "./snapshotText";
import type { SnapshotNode } from "./snapshotTree";

const CONTROLS = new Set(["input", "textarea", "select"]);
/** Each costs a few questions to the browser. */
const MAX_CONTROLS = 200;

/**
 * The texts inside form controls — values, placeholders, chosen options, labels of submit buttons — which live in the
 * browser's own shadow trees and are missing from snapshots.
 */
export async function readFormControls(
  page: RenderPage,
  nodes: readonly SnapshotNode[],
): Promise<DrawnText[]> {
  const controls = nodes.filter((node) => CONTROLS.has(node.tag)).slice(0, MAX_CONTROLS);
  const texts = await Promise.all(controls.map((control) => readControl(page, control)));
  return texts.flat();
}

async function readControl(page: RenderPage, control: SnapshotNode): Promise<DrawnText[]> {
  const { backendNodeId } = control;
  const { node } = await page.client.send("DOM.describeNode", {
    backendNodeId,
    depth: -1,
    pierce: true,
  });
  const isPassword = attributeOf(node, "type")?.toLowerCase() === "password";
  const parts = (node.shadowRoots ?? []).flatMap((root) => textNodes(root, root));
  // The text is drawn inside the control: its box cuts what is longer.
  const owner: SnapshotNode = {
    ...control,
    tag: "#text",
    parent: { ...control, style: { ...control.style, "overflow-x": "hidden" } },
  };
  const drawn = await Promise.all(
    parts.map(async ({ text, element }): Promise<DrawnText[]> => {
      const lines = linesOf(await quadsOf(page, text.backendNodeId));
      if (lines.length === 0) return [];
      const look = await lookOf(page, element.backendNodeId, control);
      const value =
        isPassword && !isPlaceholder(element) ? "•".repeat(text.nodeValue.length) : text.nodeValue;
      return shareOut(value, lines).map((part, index) => ({
        text: part,
        box: lines[index] as Rect,
        node: { ...owner, backendNodeId: text.backendNodeId },
        look,
      }));
    }),
  );
  return drawn.flat();
}

interface ShadowText {
  readonly text: Protocol.DOM.Node;
  readonly element: Protocol.DOM.Node;
}

function textNodes(node: Protocol.DOM.Node, element: Protocol.DOM.Node): ShadowText[] {
  if (node.nodeType === 3) return [{ text: node, element }];
  const inside = [...(node.shadowRoots ?? []), ...(node.children ?? [])];
  return inside.flatMap((child) => textNodes(child, node));
}

function attributeOf({ attributes = [] }: Protocol.DOM.Node, name: string): string | undefined {
  const at = attributes.indexOf(name);
  return at % 2 === 0 ? attributes[at + 1] : undefined;
}

const isPlaceholder = (element: Protocol.DOM.Node): boolean =>
  attributeOf(element, "pseudo") === "-webkit-input-placeholder";

/** Undrawn texts (a placeholder behind a value) have no quads and make the browser refuse. */
async function quadsOf(page: RenderPage, backendNodeId: number): Promise<readonly number[][]> {
  const answer = await page.client
    .send("DOM.getContentQuads", { backendNodeId })
    .catch(() => ({ quads: [] }));
  return answer.quads;
}

/** One rectangle for each line: quads that stand on the same height are one. */
function linesOf(quads: readonly number[][]): Rect[] {
  const lines: Rect[] = [];
  for (const quad of quads) {
    const xs = quad.filter((_, i) => i % 2 === 0);
    const ys = quad.filter((_, i) => i % 2 === 1);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    const box = { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
    const last = lines[lines.length - 1];
    if (last && Math.abs(last.y - y) < 1)
      lines[lines.length - 1] = { ...last, width: Math.max(right(last), right(box)) - last.x };
    else lines.push(box);
  }
  return lines;
}

/** The words of `text` spread over lines in proportion to their widths. */
function shareOut(text: string, lines: readonly Rect[]): string[] {
  if (lines.length === 1) return [text];
  const widths = lines.map((line) => line.width);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const result = lines.map(() => "");
  let line = 0;
  let used = 0;
  let end = (widths[0] as number) / total;
  for (const word of text.split(/(?<=\s)/)) {
    // A word belongs to the line its middle falls into.
    while (line < lines.length - 1 && used + word.trimEnd().length / 2 > end * text.length)
      end += (widths[++line] as number) / total;
    result[line] += word;
    used += word.length;
  }
  return result;
}

async function lookOf(
  page: RenderPage,
  backendNodeId: number,
  control: SnapshotNode,
): Promise<TextLook> {
  const { style } = control;
  const inherited = {
    color: style["-webkit-text-fill-color"] || style.color,
    fontFamily: style["font-family"],
    fontSize: style["font-size"],
    fontWeight: style["font-weight"],
  };
  try {
    const own = await callOnNode(page, backendNodeId, READ_LOOK);
    return (own as TextLook | undefined) ?? inherited;
  } catch {
    // The text stands right under the shadow root, which has no style of its own.
    return inherited;
  }
}

const READ_LOOK = `function () {
  if (this.nodeType !== 1) return undefined;
  const { webkitTextFillColor, fontFamily, fontSize, fontWeight } = getComputedStyle(this);
  return { color: webkitTextFillColor, fontFamily, fontSize, fontWeight };
}`;
