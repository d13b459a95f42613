import {
  ROLES_BY_TAG,
  type ProjectComponent,
  type ProjectComponents,
  type Role,
} from "../../project/components/projectComponent";
import type { PageElement, TextLineContent } from "../html/pageElement";
import type { Declaration } from "../page/declaration";
import { sayProps } from "./sayProps";

/** Where an element stands, which is no matter of its component. */
const PLACE =
  /^(margin(-.*)?|(align|justify)-self|flex(-grow|-shrink|-basis)?|grid-(column|row|area)|order|(min-|max-)?width|position|top|right|bottom|left|inset|translate|transform|z-index)$/;
/** How it arranges what stands in it. */
const LAYOUT =
  /^(display|flex-(direction|wrap)|(row-|column-)?gap|(align|justify|place)-(items|content)|grid-(template|auto)-.*|grid-auto-flow)$/;
const PADDING = /^padding/;

const CELLS: ReadonlySet<Role> = new Set(["table-heading", "table-cell"]);
/** What is as large as its component draws it. */
const OWN_SIZE: ReadonlySet<Role> = new Set(["checkbox", "radio", "switch", "badge"]);

const BY_TAG: Readonly<Record<string, Role>> = { ...ROLES_BY_TAG, button: "button" };

/** The page with the person's own components in the place of what they can stand for; all else as it is. */
export function reuseComponents(page: PageElement, components: ProjectComponents): PageElement {
  return new Mapper(components).inside(page, { inNav: false, isPhrase: false });
}

interface Around {
  /** Whether a menu is around it. */
  readonly inNav: boolean;
  /** Whether it stands within a text. */
  readonly isPhrase: boolean;
}

class Mapper {
  private readonly byRole: ReadonlyMap<Role, ProjectComponent>;

  constructor(private readonly project: ProjectComponents) {
    this.byRole = new Map(
      project.components.flatMap((one) => (one.role ? [[one.role, one] as const] : [])),
    );
  }

  /** The element with what stands in it mapped. */
  inside(element: PageElement, around: Around): PageElement {
    const inNav = around.inNav || element.tag === "nav" || element.tag === "aside";
    return {
      ...element,
      text: element.text.map((line) => this.line(line, inNav)),
      children: element.children.map((child) => this.element(child, { inNav, isPhrase: false })),
    };
  }

  private line(line: TextLineContent, inNav: boolean): TextLineContent {
    return line.map((part) =>
      typeof part === "string" ? part : this.element(part, { inNav, isPhrase: true }),
    );
  }

  private element(element: PageElement, around: Around): PageElement {
    const mapped = this.inside(element, around);
    for (const role of rolesOf(element, around)) {
      const component = this.byRole.get(role);
      const used = component && this.use(element, mapped, component, role, around);
      if (used) return used;
    }
    return mapped;
  }

  private use(
    element: PageElement,
    mapped: PageElement,
    component: ProjectComponent,
    role: Role,
    { isPhrase }: Around,
  ): PageElement | undefined {
    const attributes = sayProps(element, component, role, this.project.framework);
    if (!attributes) return undefined;
    const { content, takesClass } = component;
    const hasContent = content !== undefined;
    const used = {
      ...element,
      ...{ tag: component.name, component, attributes },
      type: CELLS.has(role) ? textAlign(element) : {},
      text: hasContent ? mapped.text : [],
      children: hasContent ? mapped.children : [],
    };
    if (role === "card") return holdLayout(used, mapped, component);
    const isOwn = OWN_SIZE.has(role);
    const keep = ([name]: Declaration): boolean =>
      PLACE.test(name) && !(isOwn && /width$/.test(name));
    const placed = withStyle(used, keep);
    if (takesClass || placed.style.length + placed.narrow.length === 0) return placed;
    return isPhrase ? undefined : wrap(withStyle(used, none), placed);
  }
}

const none = (): boolean => false;

function withStyle(element: PageElement, keep: (one: Declaration) => boolean): PageElement {
  return { ...element, style: element.style.filter(keep), narrow: element.narrow.filter(keep) };
}

/** What a component that takes no classes stands in, so that it stands where it belongs. */
function wrap(component: PageElement, { name, style, narrow }: PageElement): PageElement {
  return {
    ...{ tag: "div", name: `${name}-place`, attributes: {}, type: {}, text: [] },
    ...{ style: [["display", "grid"], ...style], narrow, children: [component] },
  };
}

/**
 * A card with its content: where the component shows that right in its own element, and takes classes, these arrange it; else, and where the
 * element means more than a mere box, another element in it does.
 */
function holdLayout(
  used: PageElement,
  mapped: PageElement,
  { content, takesClass }: ProjectComponent,
): PageElement | undefined {
  const isPlace = ([name]: Declaration): boolean => PLACE.test(name);
  const isLayout = ([name]: Declaration): boolean => LAYOUT.test(name);
  const isPadding = ([name]: Declaration): boolean => PADDING.test(name);
  const holds = content === "root" && takesClass;
  if (mapped.tag === "div" && holds)
    return withStyle(used, (one) => isPlace(one) || isLayout(one) || isPadding(one));
  const inner = {
    ...withStyle(mapped, isLayout),
    name: `${mapped.name}-content`,
  };
  const outer = {
    ...withStyle(used, (one) => isPlace(one) || (holds && isPadding(one))),
    ...{ attributes: {}, text: [], children: [inner] },
  };
  if (mapped.tag === "li")
    return {
      ...withStyle(mapped, isPlace),
      ...{ text: [], children: [{ ...outer, style: [], children: [{ ...inner, tag: "div" }] }] },
    };
  if (takesClass || outer.style.length === 0) return outer;
  return wrap({ ...outer, style: [], narrow: [] }, outer);
}

function textAlign({ type }: PageElement): PageElement["type"] {
  const align = type["text-align"];
  return align === undefined ? {} : { "text-align": align };
}

/** What an element may be, the most telling first. */
function rolesOf(element: PageElement, { inNav }: Around): readonly Role[] {
  const { tag, name, attributes } = element;
  if (tag === "a" && inNav) return ["nav-link", "link"];
  if (tag === "a") return isPainted(element) && attributes["href"] === "#" ? ["button"] : ["link"];
  if (tag === "input") {
    if (attributes["role"] === "switch") return ["switch"];
    const type = attributes["type"];
    return type === "checkbox" || type === "radio" ? [type] : ["input"];
  }
  const byTag = BY_TAG[tag];
  if (byTag) return [byTag];
  if (/(^|-)badge$/.test(name)) return ["badge"];
  return isCard(element) ? ["card"] : [];
}

const MAY_BE_CARDS = /^(div|section|article|form|li|ul|ol|dl)$/;

/** A painted box around several things. */
function isCard(element: PageElement): boolean {
  const { tag, children } = element;
  return MAY_BE_CARDS.test(tag) && isPainted(element) && leavesIn(children) >= 2;
}

/** Whether it is a box with round corners that is seen. */
function isPainted({ style }: PageElement): boolean {
  const has = (pattern: RegExp): boolean => style.some(([name]) => pattern.test(name));
  return has(/^border-radius$/) && has(/^(background|border(-(top|bottom))?|box-shadow)$/);
}

function leavesIn(elements: readonly PageElement[]): number {
  return elements.reduce((sum, one) => sum + Math.max(1, leavesIn(one.children)), 0);
}
