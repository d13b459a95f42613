import type { LayoutItem } from "./layoutItem";
import type { Rect } from "../../base/geometry";
import { area, contains } from "../../base/geometry";
import { cutRegion } from "./cutRegion";
import type { Draft } from "../draft/draft";
import { inkRect } from "../draft/draft";
import type { LayoutNode } from "./layoutNode";
import { lineBoxRect } from "./layoutNode";

/** How far a part may stick out of the container it lies in (CSS px). */
const CONTAINMENT_SLACK_PX = 1.5;

interface Container {
  readonly item: LayoutItem;
  readonly children: LayoutItem[];
}

/**
 * The page as nested rows and columns: parts go into the smallest box or picture that holds them, and the parts of each
 * container are cut along the gaps between them. Undefined for an empty page.
 */
export function layoutTree(draft: Draft): LayoutNode | undefined {
  const containers: Container[] = [...boxItems(draft), ...pictureItems(draft)]
    .sort((a, b) => area(b.extent) - area(a.extent))
    .map((item) => ({ item, children: [] }));
  const rootChildren: LayoutItem[] = [];
  const childrenAround = (extent: Rect, among: readonly Container[]): LayoutItem[] =>
    among.findLast(({ item }) => contains(item.extent, extent, CONTAINMENT_SLACK_PX))?.children ??
    rootChildren;

  containers.forEach(({ item }, index) => {
    childrenAround(item.extent, containers.slice(0, index)).push(item);
  });
  for (const item of [...textItems(draft), ...dividerItems(draft)])
    childrenAround(item.extent, containers).push(item);

  const childrenOf = new Map(containers.map(({ item, children }) => [item, children]));
  const build = (item: LayoutItem): LayoutNode => {
    const children = childrenOf.get(item) ?? [];
    return item.build(children.length > 0 ? cutRegion(children, build) : undefined);
  };
  return rootChildren.length > 0 ? cutRegion(rootChildren, build) : undefined;
}

function boxItems({ boxes }: Draft): LayoutItem[] {
  return boxes.map((box) => ({
    extent: box.box,
    build: (content) => ({ kind: "box", rect: box.box, box, content }),
  }));
}

function pictureItems({ pictures }: Draft): LayoutItem[] {
  return pictures.map((picture) => ({
    extent: picture.box,
    build: (content) => ({ kind: "picture", rect: picture.box, picture, content }),
  }));
}

function textItems({ blocks, deviceScaleFactor }: Draft): LayoutItem[] {
  return blocks.map((block) => ({
    extent: inkRect(block),
    build: () => ({ kind: "text", rect: lineBoxRect(block, deviceScaleFactor), block }),
  }));
}

function dividerItems({ dividers }: Draft): LayoutItem[] {
  return dividers.map((divider) => ({
    extent: divider.box,
    build: () => ({ kind: "divider", rect: divider.box, divider }),
  }));
}
