import { MOST } from "../../project/components/componentsFile";
import type { ComponentProp, PropType } from "../../project/components/projectComponent";
import { unexported, type Expression, type Member, type Statement, type TypeNode } from "./script";

/** What is known of a component's props by their types. */
export interface PropTypes {
  readonly props: readonly ComponentProp[];
  /** Whether every attribute of an element is among them. */
  readonly hasAttributes: boolean;
}

const NONE: PropTypes = { props: [], hasAttributes: false };

const CHILDREN: PropTypes = {
  props: [{ name: "children", type: "other", isRequired: false, default: undefined }],
  hasAttributes: false,
};

/** Types in each other are followed so far: those of a stranger may go on for ever. */
const MAX_DEPTH = 12;

/** Types of React's and of Svelte's that are the attributes of an element. */
const ATTRIBUTES =
  /^(ComponentProps(With(out)?Ref)?|DetailedHTMLProps|(HTML)?[A-Za-z]*HTMLAttributes|HTML[A-Za-z]*Attributes|SVGProps)$/;
const WRAPPERS = /^(PropsWithRef|Partial|Required|Readonly)$/;

/** The types that a file declares, by their names. */
export class TypeScope {
  private readonly types = new Map<string, Statement>();

  constructor(statements: readonly Statement[]) {
    for (const one of statements.map(unexported))
      if (one.type === "TSInterfaceDeclaration" || one.type === "TSTypeAliasDeclaration")
        this.types.set(one.id.name, one);
  }

  /** What a type of props says; what is declared in other files is not known. */
  propsOf(type: TypeNode | undefined, depth = 0): PropTypes {
    if (!type || depth > MAX_DEPTH) return NONE;
    switch (type.type) {
      case "TSParenthesizedType":
        return this.propsOf(type.typeAnnotation, depth + 1);
      case "TSTypeLiteral":
        return { props: type.members.flatMap((one) => this.propOf(one)), hasAttributes: false };
      case "TSIntersectionType":
        return join(type.types.map((one) => this.propsOf(one, depth + 1)));
      case "TSTypeReference":
        return this.propsNamed(nameOf(type.typeName), type.typeParameters?.params ?? [], depth + 1);
      default:
        return NONE;
    }
  }

  private propsNamed(name: string, params: readonly TypeNode[], depth: number): PropTypes {
    if (depth > MAX_DEPTH) return NONE;
    if (ATTRIBUTES.test(name)) return { props: [], hasAttributes: true };
    if (name === "PropsWithChildren") return join([CHILDREN, this.propsOf(params[0], depth)]);
    if (WRAPPERS.test(name)) return this.propsOf(params[0], depth);
    if (name === "Omit") {
      const left = new Set(this.wordsOf(params[1]) ?? []);
      const all = this.propsOf(params[0], depth);
      return { ...all, props: all.props.filter((one) => !left.has(one.name)) };
    }
    const declared = this.types.get(name);
    if (declared?.type === "TSTypeAliasDeclaration")
      return this.propsOf(declared.typeAnnotation, depth);
    if (declared?.type !== "TSInterfaceDeclaration") return NONE;
    const parents = (declared.extends ?? []).map(({ expression, typeParameters }) =>
      this.propsNamed(nameOf(expression), typeParameters?.params ?? [], depth + 1),
    );
    const own = declared.body.body.flatMap((one) => this.propOf(one));
    return join([...parents, { props: own, hasAttributes: false }]);
  }

  private propOf(member: Member): ComponentProp[] {
    if (member.type !== "TSPropertySignature" || member.computed) return [];
    const { key, optional } = member;
    const name =
      key.type === "Identifier" ? key.name : key.type === "StringLiteral" ? key.value : undefined;
    if (name === undefined) return [];
    const type = this.typeOf(member.typeAnnotation?.typeAnnotation);
    return [{ name, type, isRequired: optional !== true, default: undefined }];
  }

  private typeOf(type: TypeNode | undefined, depth = 0): PropType {
    switch (type?.type) {
      case "TSStringKeyword":
        return "string";
      case "TSBooleanKeyword":
        return "boolean";
      case "TSNumberKeyword":
        return "number";
      case "TSParenthesizedType":
        return this.typeOf(type.typeAnnotation, depth + 1);
      case "TSUnionType":
      case "TSLiteralType": {
        const words = this.wordsOf(type);
        if (!words) return this.plainOf(type, depth);
        return words.length > MOST.words ? "other" : words;
      }
      case "TSTypeReference": {
        const declared = this.types.get(nameOf(type.typeName));
        if (depth > MAX_DEPTH || declared?.type !== "TSTypeAliasDeclaration") return "other";
        return this.typeOf(declared.typeAnnotation, depth + 1);
      }
      default:
        return "other";
    }
  }

  /** Of several types in one, what a page can say. */
  private plainOf(type: TypeNode, depth: number): PropType {
    const types = type.type === "TSUnionType" ? type.types : [];
    const kinds = types.map((one) => this.typeOf(one, depth + 1));
    return kinds.find((kind) => typeof kind === "string" && kind !== "other") ?? "other";
  }

  /** The words of a union that has nothing else but null and undefined. */
  private wordsOf(type: TypeNode | undefined, depth = 0): string[] | undefined {
    if (!type || depth > MAX_DEPTH) return undefined;
    switch (type.type) {
      case "TSLiteralType":
        return type.literal.type === "StringLiteral" ? [type.literal.value] : undefined;
      case "TSTypeReference": {
        const declared = this.types.get(nameOf(type.typeName));
        return declared?.type === "TSTypeAliasDeclaration"
          ? this.wordsOf(declared.typeAnnotation, depth + 1)
          : undefined;
      }
      case "TSUnionType": {
        const parts = type.types
          .filter((one) => one.type !== "TSUndefinedKeyword" && one.type !== "TSNullKeyword")
          .map((one) => this.wordsOf(one, depth + 1));
        const words = parts.flatMap((part) => part ?? []);
        return parts.includes(undefined) || words.length === 0 ? undefined : words;
      }
      default:
        return undefined;
    }
  }
}

/** The last word of a name: of "React.ReactNode" "ReactNode". */
function nameOf(name: Expression | { readonly type: string }): string {
  if (name.type === "Identifier" && "name" in name) return String(name.name);
  if (name.type === "TSQualifiedName" && "right" in name) return nameOf(name.right as Expression);
  if (name.type === "MemberExpression" && "property" in name) return nameOf(name.property);
  return "";
}

/** Of props of one name the last. */
function join(parts: readonly PropTypes[]): PropTypes {
  const props = new Map(parts.flatMap((part) => part.props).map((one) => [one.name, one]));
  return { props: [...props.values()], hasAttributes: parts.some((part) => part.hasAttributes) };
}
