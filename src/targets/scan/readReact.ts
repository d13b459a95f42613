import { sayableProps, takenProps, type FoundComponent } from "./foundComponent";
import { TypeScope, type PropTypes } from "./propTypes";
import {
  parseScript,
  unexported,
  type Expression,
  type Jsx,
  type ParseScript,
  type Pattern,
  type Statement,
  type TypeNode,
} from "./script";

type Body = Extract<Expression, { type: "ArrowFunctionExpression" }>["body"];

/** A function that may be a component. */
interface Candidate {
  readonly name: string;
  readonly parameter: Pattern | undefined;
  /** The type of its props, where the parameter does not say it. */
  readonly type: TypeNode | undefined;
  readonly body: Body;
}

/** The components that a file of React exports, as far as its text says what they draw. */
export function readReact(parse: ParseScript, text: string): FoundComponent[] {
  const statements = parseScript(parse, text);
  if (!statements) return [];
  const scope = new TypeScope(statements);
  const { named, byDefault } = exportsOf(statements);
  return statements
    .map(unexported)
    .flatMap(candidatesIn)
    .filter(({ name }) => /^[A-Z]/.test(name) && (named.has(name) || byDefault === name))
    .flatMap((one) => describe(one, scope, !named.has(one.name)) ?? []);
}

function exportsOf(statements: readonly Statement[]): {
  readonly named: ReadonlySet<string>;
  readonly byDefault: string | undefined;
} {
  const named = new Set<string>();
  let byDefault: string | undefined;
  for (const one of statements) {
    if (one.type === "ExportNamedDeclaration" && one.source == null) {
      for (const { name } of one.declaration ? candidatesIn(one.declaration) : []) named.add(name);
      for (const said of one.specifiers) {
        if (said.type !== "ExportSpecifier" || said.exported.type !== "Identifier") continue;
        if (said.exported.name === said.local.name) named.add(said.local.name);
        if (said.exported.name === "default") byDefault = said.local.name;
      }
    }
    if (one.type !== "ExportDefaultDeclaration") continue;
    const { declaration } = one;
    if (declaration.type === "Identifier") byDefault = declaration.name;
    if (declaration.type === "FunctionDeclaration") byDefault = declaration.id?.name;
  }
  return { named, byDefault };
}

function candidatesIn(statement: Statement): Candidate[] {
  if (statement.type === "ExportDefaultDeclaration") {
    const { declaration } = statement;
    return declaration.type === "FunctionDeclaration" ? candidatesIn(declaration) : [];
  }
  if (statement.type === "FunctionDeclaration")
    return statement.id
      ? [
          {
            name: statement.id.name,
            parameter: statement.params[0],
            type: undefined,
            body: statement.body,
          },
        ]
      : [];
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ id, init }) => {
    if (id.type !== "Identifier" || !init) return [];
    const said = id.typeAnnotation;
    const type = said?.type === "TSTypeAnnotation" ? said.typeAnnotation : undefined;
    const props = type?.type === "TSTypeReference" ? type.typeParameters?.params[0] : undefined;
    return fromExpression(id.name, init, props);
  });
}

/** A function, or one within `forwardRef<Element, Props>(…)` or `memo(…)`. */
function fromExpression(name: string, init: Expression, type: TypeNode | undefined): Candidate[] {
  if (init.type === "ArrowFunctionExpression" || init.type === "FunctionExpression")
    return [{ name, parameter: init.params[0], type, body: init.body }];
  if (init.type !== "CallExpression") return [];
  const [inner] = init.arguments;
  const params = init.typeParameters?.params ?? [];
  if (!inner || inner.type === "SpreadElement" || inner.type === "ArgumentPlaceholder") return [];
  return fromExpression(name, inner, type ?? params[1] ?? params[0]);
}

function describe(
  { name, parameter, type, body }: Candidate,
  scope: TypeScope,
  isDefault: boolean,
): FoundComponent | undefined {
  const root = rootOf(body);
  if (!root) return undefined;
  const types = scope.propsOf(annotationOf(parameter) ?? type);
  const { defaults, rest } = takenProps(parameter);
  const all = elementsIn(root);
  const spread = rest === undefined ? undefined : all.find((one) => spreads(one, rest));
  const element = tagOf(spread ?? all.find((one) => /^[a-z]/.test(tagOf(one))) ?? root);
  const takesAttributes = types.hasAttributes && spread !== undefined;
  const has = (prop: string): boolean => types.props.some((one) => one.name === prop);
  return {
    ...{ name, isDefault, element, takesAttributes },
    props: sayableProps(types, defaults),
    content: contentOf(root, all, { types, isTaken: defaults.has("children"), rest, spread }),
    takesClass: has("className") || takesAttributes,
  };
}

/** Where the children are shown. */
function contentOf(
  root: Jsx,
  all: readonly Jsx[],
  props: {
    readonly types: PropTypes;
    readonly isTaken: boolean;
    readonly rest: string | undefined;
    readonly spread: Jsx | undefined;
  },
): FoundComponent["content"] {
  const { types, isTaken, rest, spread } = props;
  const isKnown = types.hasAttributes || types.props.some(({ name }) => name === "children");
  if (!isKnown) return undefined;
  const shows = all.find((one) => one.children.some((child) => showsChildren(child, rest)));
  const handsOn = !isTaken && spread?.children.length === 0 ? spread : undefined;
  const place = shows ?? handsOn;
  if (!place || /^(input|img|hr|textarea)$/.test(tagOf(place))) return undefined;
  return place === root ? "root" : "inside";
}

function showsChildren(child: Jsx["children"][number], rest: string | undefined): boolean {
  if (child.type !== "JSXExpressionContainer") return false;
  const { expression } = child;
  if (expression.type === "Identifier") return expression.name === "children";
  return (
    expression.type === "MemberExpression" &&
    expression.object.type === "Identifier" &&
    expression.object.name === rest &&
    expression.property.type === "Identifier" &&
    expression.property.name === "children"
  );
}

function annotationOf(pattern: Pattern | undefined): TypeNode | undefined {
  const said =
    pattern && "typeAnnotation" in pattern && pattern.typeAnnotation
      ? pattern.typeAnnotation
      : undefined;
  return said && said.type === "TSTypeAnnotation" ? said.typeAnnotation : undefined;
}

/** The element that a function returns at its end; undefined: it is none, or a fragment. */
function rootOf(body: Body): Jsx | undefined {
  if (body.type !== "BlockStatement") return asElement(body);
  const last = body.body.findLast((one) => one.type === "ReturnStatement");
  return last?.type === "ReturnStatement" && last.argument ? asElement(last.argument) : undefined;
}

function asElement(expression: Expression): Jsx | undefined {
  if (expression.type === "ParenthesizedExpression") return asElement(expression.expression);
  return expression.type === "JSXElement" ? expression : undefined;
}

/** The element and those in it, the outermost first. */
function elementsIn(root: Jsx): Jsx[] {
  const inner = root.children.flatMap((one) => (one.type === "JSXElement" ? elementsIn(one) : []));
  return [root, ...inner];
}

function spreads({ openingElement }: Jsx, name: string): boolean {
  return openingElement.attributes.some(
    (one) =>
      one.type === "JSXSpreadAttribute" &&
      one.argument.type === "Identifier" &&
      one.argument.name === name,
  );
}

function tagOf({ openingElement: { name } }: Jsx): string {
  return name.type === "JSXIdentifier" ? name.name : "";
}
