import { right } from "../../../base/geometry";
import type { DesignNode } from "../../design";
import { designNode, PLAIN_LAYOUT, PLAIN_PLACE } from "../../flow/parts";
import { describeField } from "./describeField";
import type { FoundField } from "./findFields";
import type { PageMeanings } from "../readMeanings";
import { isPainted, mapTree, partsIn, textIds, withMeaning } from "../tree";

/** Fields, choices, buttons and boxes that are links, as the elements they are. */
export function assignControls(root: DesignNode, meanings: PageMeanings): DesignNode {
  const names = new Set<string>();
  const labels = new Map<string, string>();
  const withFields = mapTree(root, (node) => {
    const field = meanings.fields.get(node.id);
    if (field) return buildField(node, field, names, labels);
    const choice = meanings.choices.get(node.id);
    if (!choice) return node;
    const { id, name } = describeField(choice.label.text, undefined, names);
    labels.set(choice.label.block.id, id);
    return withMeaning(node, {
      tag: "input",
      name: choice.type,
      attributes: {
        type: choice.type === "radio" ? "radio" : "checkbox",
        id,
        name,
        ...(choice.type === "switch" ? { role: "switch" } : {}),
        ...(choice.checked ? { checked: "" } : {}),
      },
    });
  });
  return mapTree(withFields, (node) => {
    const id = node.text && labels.get(node.text.id);
    if (id !== undefined && !/^(input|select|textarea)$/.test(node.meaning.tag))
      return withMeaning(node, { tag: "label", name: "label", attributes: { for: id } });
    return node.children.length > 0 || isPainted(node) ? asButton(node, meanings) : node;
  });
}

function buildField(
  node: DesignNode,
  field: FoundField,
  names: Set<string>,
  labels: Map<string, string>,
): DesignNode {
  const { control, text, label, icons, isMuted } = field;
  const { id, name, type, autocomplete, isPrompt } = describeField(label?.text, text?.text, names);
  if (label) labels.set(label.block.id, id);
  const words = text?.text ?? "";
  const said =
    isPrompt || (isMuted && control !== "select") ? { placeholder: words } : { value: words };
  const attributes: Record<string, string> = {
    id,
    name,
    ...(control === "input" ? { type } : {}),
    ...(words !== "" ? said : {}),
    ...(label ? {} : { "aria-label": words || "Text" }),
    ...(autocomplete && control === "input" ? { autocomplete } : {}),
  };
  const block = node.text ?? partsIn(node).find((part) => part.text)?.text;
  const before = icons.filter(({ box }) => !text || box.x < text.ink.x);
  const marks = partsIn(node).filter((part) => icons.some((icon) => icon.id === part.id));
  const fieldMeaning = { tag: control, name: "field", attributes };
  const plain = {
    ...node,
    meaning: fieldMeaning,
    height: { kind: "fixed", px: Math.round(node.rect.height) } as const,
    text: block,
    children: [],
  };
  if (marks.length === 0) return { ...plain, layout: (text && node.layout) || PLAIN_LAYOUT };
  // The drawn box holds the signs and a control without a look of its own.
  const lastBefore =
    before.length > 0 ? Math.max(...before.map(({ box }) => right(box))) : node.rect.x;
  const firstAfter = Math.min(
    ...icons.filter((icon) => !before.includes(icon)).map(({ box }) => box.x),
    right(node.rect),
  );
  const startX = text?.ink.x ?? lastBefore + 8;
  const inner = designNode({
    id: `f${node.id}`,
    meaning: fieldMeaning,
    rect: { ...node.rect, x: startX, width: firstAfter - startX },
    width: { kind: "fill" },
    text: block,
  });
  const placed = marks.map((mark) => ({ ...mark, place: PLAIN_PLACE }));
  const isBefore = (mark: DesignNode): boolean => before.some((icon) => icon.id === mark.id);
  const ordered = [...placed.filter(isBefore), inner, ...placed.filter((mark) => !isBefore(mark))];
  const { border } = node.look;
  const last = ordered[ordered.length - 1] ?? inner;
  const inset = (edgePx: number, borderPx = 0): number =>
    Math.max(0, Math.round(edgePx - borderPx));
  const left = inset((ordered[0]?.rect.x ?? startX) - node.rect.x, border?.left);
  // What is typed keeps off the end as it does off the start; a sign stands where it was measured.
  const end = last === inner ? left : inset(right(node.rect) - right(last.rect), border?.right);
  return {
    ...withMeaning(node, { tag: "div", name: `${control}-box` }),
    // Words that may be typed say nothing of how wide it is.
    width:
      node.width.kind === "hug" ? { kind: "fixed", px: Math.round(node.rect.width) } : node.width,
    height: plain.height,
    text: undefined,
    layout: {
      ...PLAIN_LAYOUT,
      kind: "row",
      align: "center",
      padding: { ...PLAIN_LAYOUT.padding, left, right: end },
    },
    children: ordered.map((child, i) => {
      const previous = ordered[i - 1];
      const gap = previous ? Math.round(child.rect.x - right(previous.rect)) : 0;
      return { ...child, place: { ...PLAIN_PLACE, before: Math.max(0, gap) } };
    }),
  };
}

/** How high a button is at most (CSS px). */
const MAX_BUTTON_PX = 90;

/** A painted part around one text that is a button or a link is that itself; so is a row of an icon and a link. */
function asButton(node: DesignNode, { kinds }: PageMeanings): DesignNode {
  const ids = textIds(node);
  const [id] = ids;
  if (id === undefined || ids.length > 1 || node.rect.height > MAX_BUTTON_PX) return node;
  if (!/^(div|span|button|section|header|a|li)$/.test(node.meaning.tag)) return node;
  if (
    partsIn(node).some(
      (part) =>
        part !== node && /^(a|button|input)$/.test(part.meaning.tag) && part.children.length > 0,
    )
  )
    return node;
  const kind = kinds.get(id);
  // Of boxes in a row each is what it is.
  const boxes = node.children.filter((part) => isPainted(part) && !part.picture);
  const snug = isPainted(node) || (node.layout?.kind === "row" && boxes.length < 2);
  if (!snug) return node;
  if (kind === "button") {
    return withMeaning(node, {
      tag: "button",
      name: "button",
      attributes: { type: "button" },
    });
  }
  if (kind === "link")
    return withMeaning(node, {
      tag: "a",
      name: isPainted(node) ? "button-link" : "link",
      attributes: { href: "#" },
    });
  return node.meaning.tag === "button" ? withMeaning(node, { tag: "div", name: "badge" }) : node;
}
