import * as Type from "typebox";
import { describeMismatch, matches, type Shape } from "../../base/schema";
import { MockloopError } from "../../base/errors";
import { isConfined } from "../sourceFiles";
import {
  ROLES,
  type ComponentProp,
  type ProjectComponent,
  type ProjectComponents,
} from "./projectComponent";

/** What such a file is called in a project's folder. */
export const COMPONENTS_FILE = "mockloop.components.json";

/** What a file lists at most: more components are no list that anybody keeps. */
export const MOST = { components: 300, styles: 20, words: 100 } as const;

const PROP_NAME = "^[A-Za-z_$][\\w$-]{0,80}$";

/** Letters, and signs that paths have ("@/app/(auth)/[id]"); no quotes, backslashes or ends of lines, and nothing with a scheme. */
const IMPORT = "^[\\w\\p{L}\\p{M}\\p{N}@$~#./()\\[\\]+,=& -]{1,200}$";

const own = { additionalProperties: false };

const propSchema = Type.Object(
  {
    type: Type.Union([
      Type.Enum(["string", "boolean", "number", "other"]),
      Type.Array(Type.String(), { minItems: 1, maxItems: MOST.words }),
    ]),
    required: Type.Optional(Type.Boolean()),
    default: Type.Optional(Type.String()),
  },
  own,
);

const componentSchema = Type.Object(
  {
    name: Type.String({ pattern: "^[A-Z][\\w$]{0,80}$" }),
    import: Type.String({ pattern: IMPORT }),
    default: Type.Optional(Type.Boolean()),
    file: Type.String({ minLength: 1 }),
    role: Type.Optional(Type.Enum([...ROLES])),
    props: Type.Optional(
      // Without the last word, names that miss the pattern would be let through unlooked at.
      Type.Record(Type.String({ pattern: PROP_NAME }), propSchema, own),
    ),
    content: Type.Optional(Type.Enum(["root", "inside"])),
    attributes: Type.Optional(Type.Boolean()),
    class: Type.Optional(Type.Boolean()),
  },
  own,
);

/** A components file. `media/components.schema.json` says the same to editors. */
export const componentsFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    framework: Type.Enum(["react", "vue", "svelte"]),
    styles: Type.Optional(Type.Array(Type.String(), { maxItems: MOST.styles })),
    components: Type.Array(componentSchema, { maxItems: MOST.components }),
  },
  own,
);

type FileComponent = Shape<typeof componentSchema>;

/** @param name The file's, for people. @throws MockloopError BAD_OPTION that says what is wrong with it. */
export function parseComponents(text: string, name: string): ProjectComponents {
  const refuse = (why: string): MockloopError =>
    new MockloopError("BAD_OPTION", `${name} is no components file: ${why}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MockloopError("BAD_OPTION", `${name} is no JSON.`, { cause });
  }
  if (!matches(componentsFileSchema, value))
    throw refuse(`${describeMismatch(componentsFileSchema, value)}.`);
  const { framework, styles = [], components } = value;
  const names = new Set<string>();
  for (const one of components) {
    if (names.has(one.name)) throw refuse(`there are two components ${one.name}.`);
    names.add(one.name);
  }
  const outside = [...styles, ...components.map(({ file }) => file)].find(
    (one) => !isConfined(one),
  );
  if (outside !== undefined)
    throw refuse(`${JSON.stringify(outside)} is no file in the project's folder.`);
  return { framework, styles, components: components.map(readComponent) };
}

function readComponent(one: FileComponent): ProjectComponent {
  const { name, file, role, content, props = {} } = one;
  return {
    ...{ name, file, role, content, import: one.import },
    isDefault: one.default === true,
    takesAttributes: one.attributes === true,
    takesClass: one.class === true,
    props: Object.entries(props).map(([prop, said]): ComponentProp => ({
      name: prop,
      type: said.type,
      isRequired: said.required === true,
      default: said.default,
    })),
  };
}

/** Whether a file may name a prop so. */
export function isPropName(name: string): boolean {
  return new RegExp(PROP_NAME).test(name);
}

/** Whether a file can list it: not where its name, its path or a prop is one that no page could be written with. */
export function isListable(one: ProjectComponent): boolean {
  return matches(componentSchema, printComponent(one)) && isConfined(one.file);
}

/** The file's text. */
export function printComponentsFile(found: ProjectComponents): string {
  const { framework, styles } = found;
  const components = found.components.map(printComponent);
  return `${JSON.stringify({ framework, ...(styles.length > 0 && { styles }), components }, null, 2)}\n`;
}

function printComponent(one: ProjectComponent): FileComponent {
  const { name, file, role, content, props } = one;
  return {
    ...{ name, import: one.import, file },
    ...(one.isDefault && { default: true }),
    ...(role && { role }),
    ...(content && { content }),
    ...(one.takesAttributes && { attributes: true }),
    ...(one.takesClass && { class: true }),
    ...(props.length > 0 && { props: Object.fromEntries(props.map(printProp)) }),
  };
}

function printProp({ name, type, isRequired, default: said }: ComponentProp) {
  return [
    name,
    { type, ...(isRequired && { required: true }), ...(said !== undefined && { default: said }) },
  ] as const;
}
