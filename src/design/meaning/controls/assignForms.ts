import type { DesignNode } from "../../design";
import { mapTree, partsIn, withMeaning, wordsOf } from "../tree";

/** The smallest parts that hold fields and what sends them, as forms. */
export function assignForms(root: DesignNode): DesignNode {
  const isField = ({ meaning }: DesignNode): boolean =>
    /^(input|select|textarea)$/.test(meaning.tag);
  const holds = (node: DesignNode): number => partsIn(node).filter(isField).length;
  const visit = (node: DesignNode): DesignNode => {
    const count = holds(node);
    if (count === 0 || node.children.length === 0) return node;
    const deeper = node.children.filter((child) => holds(child) > 0);
    const sends = partsIn(node).some(({ meaning }) => meaning.tag === "button");
    const [only] = deeper;
    const childSends = only && partsIn(only).some(({ meaning }) => meaning.tag === "button");
    const canBe = /^(div|section)$/.test(node.meaning.tag) && !hasLandmark(node);
    // Fields in one child that sends them itself, or that nothing here sends: the form lies deeper.
    if (deeper.length === 1 && only && only.children.length > 0 && (childSends || !sends))
      return {
        ...node,
        children: node.children.map((child) => (child === only ? visit(child) : child)),
      };
    if (canBe && sends) {
      const search = partsIn(node).some(({ meaning }) => meaning.attributes?.["type"] === "search");
      return withMeaning(letSubmit(node), {
        tag: "form",
        name: search && count === 1 ? "search" : "form",
        ...(search && count === 1 ? { attributes: { role: "search" } } : {}),
      });
    }
    return { ...node, children: node.children.map(visit) };
  };
  return visit(root);
}

const SUBMITS =
  /\b(submit|send|save|sign ?in|sign ?up|log ?in|login|register|subscribe|search|continue|apply|create|confirm|pay|join|go|accept)\b/u;

/** The button that says so sends the form, else the last. */
function letSubmit(form: DesignNode): DesignNode {
  const buttons = partsIn(form).filter(({ meaning }) => meaning.tag === "button");
  const sender =
    buttons.find((button) => SUBMITS.test(wordsOf(button).toLowerCase())) ??
    buttons[buttons.length - 1];
  if (!sender) return form;
  return mapTree(form, (node) =>
    node.id === sender.id && node.meaning.tag === "button"
      ? withMeaning(node, { attributes: { type: "submit" } })
      : node,
  );
}

const hasLandmark = (node: DesignNode): boolean =>
  partsIn(node).some(
    (part) =>
      /^(nav|header|footer|main|aside|h1)$/.test(part.meaning.tag) && part.meaning.tag !== "h1",
  );
