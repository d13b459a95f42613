import type * as Sfc from "@vue/compiler-sfc";
import type { ComponentProp, PropType } from "../../project/components/projectComponent";
import { sayableProps, type FoundComponent } from "./foundComponent";
import { TypeScope, type PropTypes } from "./propTypes";
import { literalOf, parseScript, type Expression, type Pattern, type Statement } from "./script";

type Call = Extract<Expression, { type: "CallExpression" }>;
type Template = NonNullable<NonNullable<Sfc.SFCTemplateBlock["ast"]>>;
type TemplateNode = Template["children"][number];
type Element = Extract<TemplateNode, { readonly tag: string }>;

/** Numbers by which Vue's compiler tells the parts of a template. */
const ELEMENT = 1;
const ATTRIBUTE = 6;

/** The component of one of Vue's files with script setup, as far as its text says what it draws. @param name The file's. */
export function readVue(
  { babelParse, parse }: Pick<typeof Sfc, "babelParse" | "parse">,
  name: string,
  text: string,
): FoundComponent[] {
  const { descriptor, errors } = parse(text, { sourceMap: false });
  const { template, scriptSetup, script } = descriptor;
  if (errors.length > 0 || !template?.ast || (script && !scriptSetup)) return [];
  const roots = template.ast.children.filter(isElement);
  const [root] = roots;
  if (!root || roots.length > 1) return [];
  const statements = (scriptSetup && parseScript(babelParse, scriptSetup.content)) ?? [];
  const { types, defaults } = propsIn(statements);
  const takesAttributes =
    !/inheritAttrs:\s*false/.test(text) || /v-bind="\$attrs"/.test(template.content);
  const all = elementsIn(root);
  const shows = all.find(({ children }) => children.some(isSlot));
  const taker = all.find(({ props }) => props.some((one) => /\$attrs/.test(one.loc.source)));
  const content = isSlot(root) || shows === root ? "root" : shows ? "inside" : undefined;
  const { tag } = taker ?? root;
  // Vue hands attributes on unasked: what has content of its own, and cannot be told anything, is a finished part.
  const isTold = types.props.length > 0 || taker || all.some(({ tag }) => tag === "slot");
  if (!isTold && root.children.length > 0) return [];
  return [
    {
      ...{ name, isDefault: true, element: tag, content },
      ...{ takesAttributes, takesClass: takesAttributes },
      props: sayableProps(types, defaults),
    },
  ];
}

/** What `defineProps` says, by a type or by an object, with what `withDefaults` adds, and each `defineModel`. */
function propsIn(statements: readonly Statement[]): {
  readonly types: PropTypes;
  readonly defaults: ReadonlyMap<string, string | undefined>;
} {
  const defaults = new Map<string, string | undefined>();
  let types: PropTypes = { props: [], hasAttributes: false };
  const models: ComponentProp[] = [];
  const scope = new TypeScope(statements);
  const read = (call: Call): void => {
    const [first, second] = call.arguments;
    if (isCallOf(call, "withDefaults")) {
      if (first?.type === "CallExpression") read(first);
      for (const [name, value] of entriesOf(second as Expression | undefined))
        defaults.set(name, literalOf(value));
    }
    if (isCallOf(call, "defineModel")) models.push(modelOf(call, scope));
    if (!isCallOf(call, "defineProps")) return;
    const [type] = call.typeParameters?.params ?? [];
    types = type
      ? scope.propsOf(type)
      : {
          props: entriesOf(first as Expression | undefined).map(runtimeProp),
          hasAttributes: false,
        };
  };
  for (const { call, pattern } of statements.flatMap(callsIn)) {
    read(call);
    if (pattern?.type !== "ObjectPattern" || !isCallOf(call, "defineProps")) continue;
    for (const one of pattern.properties)
      if (one.type === "ObjectProperty" && one.key.type === "Identifier")
        if (one.value.type === "AssignmentPattern")
          defaults.set(one.key.name, literalOf(one.value.right));
  }
  return { types: { ...types, props: [...types.props, ...models] }, defaults };
}

/** `defineModel<boolean>("open", { default: true })`: the prop that `v-model:open` sets. */
function modelOf(call: Call, scope: TypeScope): ComponentProp {
  const [first, second] = call.arguments;
  const name = first?.type === "StringLiteral" ? first.value : "modelValue";
  const said = (first?.type === "StringLiteral" ? second : first) as Expression | undefined;
  const prop = runtimeProp([name, said]);
  const [type] = call.typeParameters?.params ?? [];
  return type ? { ...prop, type: scope.typeOf(type) } : prop;
}

function callsIn(
  statement: Statement,
): { readonly call: Call; readonly pattern: Pattern | undefined }[] {
  if (statement.type === "ExpressionStatement" && statement.expression.type === "CallExpression")
    return [{ call: statement.expression, pattern: undefined }];
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ id, init }) =>
    init?.type === "CallExpression" ? [{ call: init, pattern: id as Pattern }] : [],
  );
}

function isCallOf({ callee }: Call, name: string): boolean {
  return callee.type === "Identifier" && callee.name === name;
}

function entriesOf(object: Expression | undefined): (readonly [name: string, value: Expression])[] {
  if (object?.type !== "ObjectExpression") return [];
  return object.properties.flatMap((one) =>
    one.type === "ObjectProperty" && one.key.type === "Identifier"
      ? [[one.key.name, one.value as Expression] as const]
      : [],
  );
}

/** `{ type: String, required: true, default: "a" }`, or the type alone. */
function runtimeProp([name, value]: readonly [string, Expression | undefined]): ComponentProp {
  const said = new Map(entriesOf(value));
  const type = value?.type === "Identifier" ? value : said.get("type");
  const kind: PropType =
    type?.type === "Identifier" ? (RUNTIME_TYPES[type.name] ?? "other") : "other";
  const isRequired = literalOf(said.get("required")) === "true";
  return { name, type: kind, isRequired, default: literalOf(said.get("default")) };
}

const RUNTIME_TYPES: Readonly<Record<string, PropType>> = {
  String: "string",
  Boolean: "boolean",
  Number: "number",
};

function isElement(node: TemplateNode): node is Element {
  return (node.type as number) === ELEMENT;
}

/** The slot without a name. */
function isSlot(node: TemplateNode): boolean {
  if (!isElement(node) || node.tag !== "slot") return false;
  return !node.props.some((one) => (one.type as number) !== ATTRIBUTE || one.name === "name");
}

function elementsIn(root: Element): Element[] {
  return [root, ...root.children.filter(isElement).flatMap(elementsIn)];
}
