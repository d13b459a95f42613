import assert from "node:assert/strict";
import type { Design, DesignNode } from "../../../../src/design/design";
import { understandPage } from "../../../../src/design/understandPage";
import { createPageTree } from "../../../../src/targets/html/writeCode";
import type { TreeElement } from "../../../../src/targets/page/pageTree";
import { signIn } from "../../design/goldenPages";

/** The page with a picture in every field, as where the tick of a box was taken for one. */
function withTicks(design: Design): Design {
  const tick = (node: DesignNode): DesignNode => {
    const mark = {
      ...{ ...node, text: undefined, children: [] },
      meaning: { tag: "img", name: "tick" },
    };
    const children = node.meaning.tag === "input" ? [mark] : node.children.map(tick);
    return { ...node, children };
  };
  return { ...design, root: tick(design.root) };
}

function listElements(elements: readonly TreeElement[]): TreeElement[] {
  return elements.flatMap((one) => [one, ...listElements(one.children)]);
}

describe("the elements of a page", () => {
  it("hold nothing where HTML has nothing in them: every target would refuse, or lose it", () => {
    const page = createPageTree(withTicks(understandPage(signIn)), ({ id }) => `assets/${id}.png`);
    const inputs = listElements(page.elements).filter(({ tag }) => tag === "input");
    assert.ok(inputs.length > 1);
    for (const { children } of inputs) assert.deepEqual(children, []);
    assert.doesNotMatch(page.css, /tick/);
  });
});
