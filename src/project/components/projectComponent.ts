import type { Framework } from "../detect/projectFacts";

/** What a component of a project can stand for on a page that the tracer writes. */
export const ROLES = [
  ...["button", "link", "nav-link", "input", "textarea", "checkbox", "radio", "switch"],
  ...["label", "badge", "card"],
  ...["table", "table-head", "table-body", "table-row", "table-heading", "table-cell"],
] as const;

export type Role = (typeof ROLES)[number];

/** Elements that say by themselves what they are. */
export const ROLES_BY_TAG: Readonly<Record<string, Role>> = {
  textarea: "textarea",
  label: "label",
  table: "table",
  thead: "table-head",
  tbody: "table-body",
  tr: "table-row",
  th: "table-heading",
  td: "table-cell",
};

/** Props that hold the words of what takes nothing into it, the most telling first. */
export const WORD_PROPS: readonly string[] = ["label", "text", "title"];

/** What a prop takes: one of several words, or a value of a type; "other" is what no page can say from a picture alone. */
export type PropType = "string" | "boolean" | "number" | "other" | readonly string[];

export interface ComponentProp {
  readonly name: string;
  readonly type: PropType;
  readonly isRequired: boolean;
  /** What it is where a page says nothing. */
  readonly default: string | undefined;
}

/** A component of the person's own project. */
export interface ProjectComponent {
  /** In Pascal case: "Button". */
  readonly name: string;
  /** What a page imports it from: "@/components/ui/button"; with "." at its beginning it is relative to the page's folder. */
  readonly import: string;
  readonly isDefault: boolean;
  /** Its file, relative to the project's folder. */
  readonly file: string;
  readonly role: Role | undefined;
  readonly props: readonly ComponentProp[];
  /** Where it shows what is put into it: right in its outermost element, or deeper; undefined: it takes nothing. */
  readonly content: "root" | "inside" | undefined;
  /** Whether it takes every attribute of the element that it draws. */
  readonly takesAttributes: boolean;
  readonly takesClass: boolean;
}

/** The components of a project that pages may be made of. */
export interface ProjectComponents {
  readonly framework: Framework;
  /** Style sheets that the whole project has, relative to its folder. */
  readonly styles: readonly string[];
  readonly components: readonly ProjectComponent[];
}
