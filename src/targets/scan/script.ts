import type * as Sfc from "@vue/compiler-sfc";

/** The parser of TypeScript and JSX that Vue's compiler is made with; it executes nothing. */
export type ParseScript = (typeof Sfc)["babelParse"];

/** A part of a parsed script, as Babel has it. Parts are told apart by their type. */
export type Node = Statement | Expression | TypeNode;
export type Statement = ReturnType<ParseScript>["program"]["body"][number];
type Declared = Extract<Statement, { type: "VariableDeclaration" }>["declarations"][number];
export type Expression = NonNullable<Declared["init"]>;
export type TypeNode = Extract<Statement, { type: "TSTypeAliasDeclaration" }>["typeAnnotation"];
export type Member = Extract<Statement, { type: "TSInterfaceDeclaration" }>["body"]["body"][number];
export type Pattern = Extract<Expression, { type: "ArrowFunctionExpression" }>["params"][number];
export type Jsx = Extract<Expression, { type: "JSXElement" }>;

/** Of a file, its statements; undefined: it is no script that can be read. @throws RangeError where it is nested too deep. */
export function parseScript(parse: ParseScript, text: string): readonly Statement[] | undefined {
  try {
    return parse(text, {
      sourceType: "module",
      plugins: ["typescript", "jsx", "decorators"],
      errorRecovery: true,
    }).program.body;
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    return undefined;
  }
}

/** A statement without the `export` before it. */
export function unexported(statement: Statement): Statement {
  return statement.type === "ExportNamedDeclaration" && statement.declaration
    ? statement.declaration
    : statement;
}

/** What stands for itself: "a", `a`, 1, true; undefined: it is known only when it runs. */
export function literalOf(node: Expression | null | undefined): string | undefined {
  switch (node?.type) {
    case "StringLiteral":
      return node.value;
    case "NumericLiteral":
    case "BooleanLiteral":
      return String(node.value);
    case "TSAsExpression":
      return literalOf(node.expression);
    default:
      return undefined;
  }
}
