import type { Framework } from "../../project/detect/projectFacts";
import {
  WORD_PROPS,
  type ComponentProp,
  type ProjectComponent,
  type Role,
} from "../../project/components/projectComponent";
import type { PageElement } from "../html/pageElement";
import { jsxName } from "../react/jsx";
import { chooseVariant } from "./chooseVariant";

/** Props by which components take an attribute of HTML, besides one of its own name. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  "aria-current": ["active", "isActive", "current", "isCurrent", "selected"],
  checked: ["defaultChecked", "checked", "modelValue"],
  for: ["htmlFor", "for"],
  href: ["href", "to"],
  value: ["defaultValue", "value", "modelValue"],
};

/** Elements that components draw with the type that they have anyway. */
const TYPED: ReadonlySet<Role> = new Set(["checkbox", "radio", "switch"]);

/** The attributes of a component in its place, as its language has them; "" says that a flag is on. */
export type Said = Readonly<Record<string, string>>;

/**
 * What is known of `element` as props of `component`: those that it has, and no others.
 *
 * @returns undefined where something that matters cannot be said, or a prop that must be said is not known.
 */
export function sayProps(
  element: PageElement,
  component: ProjectComponent,
  role: Role,
  framework: Framework,
): Said | undefined {
  const said: Record<string, string> = {};
  const value = role === "textarea" ? wordsOf(element) : undefined;
  const attributes = { ...element.attributes, ...(value && { value }) };
  for (const [name, value] of Object.entries(attributes)) {
    if (isItsOwn(name, value, role)) continue;
    const prop = findProp(component, name, value);
    if (prop) said[prop.name] = prop.type === "boolean" ? "" : value;
    else if (component.takesAttributes)
      said[framework === "react" ? jsxName(component.name, name) : name] = value;
    else if (matters(name, value)) return undefined;
  }
  if (component.content === undefined && role !== "textarea" && hasContent(element)) {
    const prop = WORD_PROPS.flatMap((word) =>
      component.props.filter(({ name }) => name === word),
    )[0];
    const words = wordsOf(element);
    if (prop?.type !== "string" || words === undefined) return undefined;
    said[prop.name] = words;
  }
  for (const { name, type, default: without } of component.props) {
    if (name in said || typeof type !== "object") continue;
    const value = chooseVariant(type, role, element);
    if (value !== undefined && value !== without) said[name] = value;
  }
  const isWhole = component.props.every(({ name, isRequired }) => !isRequired || name in said);
  return isWhole ? inLanguage(said, framework) : undefined;
}

/** What a component of that role does by itself. */
function isItsOwn(name: string, value: string, role: Role): boolean {
  if (name === "type") return TYPED.has(role) || value === "button" || value === "text";
  // Where a link leads that is painted as a button nobody knows yet.
  return name === "role" || name === "dir" || (role === "button" && value === "#");
}

/** What a page would be wrong without. */
function matters(name: string, value: string): boolean {
  if (name === "href") return value !== "#";
  return !/^(name|autocomplete|type)$/.test(name) || value === "password";
}

function findProp(
  { props }: ProjectComponent,
  name: string,
  value: string,
): ComponentProp | undefined {
  const names = CALLED[name] ?? [name];
  return names
    .flatMap((one) => props.filter((prop) => prop.name === one))
    .find(({ type }) => fits(type, name, value));
}

function fits(type: ComponentProp["type"], name: string, value: string): boolean {
  if (typeof type === "object") return type.includes(value);
  const isFlag = value === "" || name === "aria-current";
  return type === "boolean" ? isFlag : type === "string" && name !== "aria-current";
}

function hasContent({ text, children }: PageElement): boolean {
  return children.length > 0 || text.flat().length > 0;
}

/** Words alone; undefined: there is more. */
function wordsOf({ text, children }: PageElement): string | undefined {
  if (children.length > 0 || text.flat().some((part) => typeof part !== "string")) return undefined;
  return text.map((line) => line.filter((part) => typeof part === "string").join("")).join(" ");
}

/** Vue's style guide has props in kebab case. */
function inLanguage(said: Said, framework: Framework): Said {
  if (framework !== "vue") return said;
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value,
    ]),
  );
}
