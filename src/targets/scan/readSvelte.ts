import type * as SvelteCompiler from "svelte/compiler";
import { sayableProps, takenProps, type FoundComponent } from "./foundComponent";
import { TypeScope } from "./propTypes";
import { parseScript, type ParseScript, type Pattern, type TypeNode } from "./script";

type Fragment = SvelteCompiler.AST.Fragment;
type Element = SvelteCompiler.AST.RegularElement;

/** The component of one of Svelte's files with runes, as far as its text says what it draws. @param name The file's. */
export function readSvelte(
  svelte: Pick<typeof SvelteCompiler, "parse">,
  parse: ParseScript,
  name: string,
  text: string,
): FoundComponent[] {
  const ast = parseSvelte(svelte, text);
  if (!ast) return [];
  const roots = ast.fragment.nodes.filter(({ type }) => !/^(Text|Comment)$/.test(type));
  const [root] = roots;
  if (root?.type !== "RegularElement" || roots.length > 1) return [];
  const scripts = [ast.module, ast.instance].map((script) => {
    const { start, end } = (script?.content ?? { start: 0, end: 0 }) as Place;
    return parseScript(parse, text.slice(start, end)) ?? [];
  });
  const statements = scripts.flat();
  const { pattern, type } = propsOf(statements);
  const types = new TypeScope(statements).propsOf(type);
  const { defaults, rest } = takenProps(pattern);
  const all = elementsIn(root);
  const spread = all.find(({ attributes }) =>
    attributes.some(
      (one) =>
        one.type === "SpreadAttribute" &&
        one.expression.type === "Identifier" &&
        one.expression.name === rest,
    ),
  );
  const takesAttributes = types.hasAttributes && spread !== undefined;
  const sourceOf = ({ start, end }: Place): string => text.slice(start, end);
  const shows = all.find(({ fragment }) =>
    fragment.nodes.some((one) => one.type === "RenderTag" && /\bchildren\b/.test(sourceOf(one))),
  );
  return [
    {
      ...{ name, isDefault: true, element: (spread ?? root).name, takesAttributes },
      props: sayableProps(types, defaults),
      content: shows === undefined ? undefined : shows === root ? "root" : "inside",
      takesClass: takesAttributes || types.props.some((one) => one.name === "class"),
    },
  ];
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function parseSvelte({ parse }: Pick<typeof SvelteCompiler, "parse">, text: string) {
  try {
    return parse(text, { modern: true });
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    return undefined;
  }
}

/** `let { … }: Props = $props()`. */
function propsOf(statements: ReturnType<typeof parseScript> & object): {
  readonly pattern?: Pattern;
  readonly type?: TypeNode;
} {
  for (const one of statements)
    if (one.type === "VariableDeclaration")
      for (const { id, init } of one.declarations) {
        if (init?.type !== "CallExpression" || init.callee.type !== "Identifier") continue;
        if (init.callee.name !== "$props") continue;
        const said = "typeAnnotation" in id ? id.typeAnnotation : undefined;
        const type = said?.type === "TSTypeAnnotation" ? said.typeAnnotation : undefined;
        return { pattern: id as Pattern, ...(type && { type }) };
      }
  return {};
}

function elementsIn(root: Element): Element[] {
  return [root, ...inFragment(root.fragment)];
}

function inFragment({ nodes }: Fragment): Element[] {
  return nodes.flatMap((one) => (one.type === "RegularElement" ? elementsIn(one) : []));
}
