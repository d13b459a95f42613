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

/** Types of one file that are looked at: those of a stranger may lead to each other without end. */
const MAX_TYPES = 20_000;

/** The names of the types that led to one: one that leads to itself says nothing more there. */
type Way = ReadonlySet<string>;

const START: Way = new Set();

/** Types of React's and of Svelte's that are the attributes of an element. */
const ATTRIBUTES =
  /^(ComponentProps(With(out)?Ref)?|DetailedHTMLProps|(HTML)?[A-Za-z]*HTMLAttributes|HTML[A-Za-z]*Attributes|SVGProps)$/;
const WRAPPERS = /^(PropsWithRef|Partial|Required|Readonly)$/;

/** The types that a file declares, by their names. What reads them throws a RangeError where they lead too far. */
export class TypeScope {
  private readonly types = new Map<string, Statement>();
  private left = MAX_TYPES;

  constructor(statements: readonly Statement[]) {
    for (const one of statements.map(unexported))
      if (one.type === "TSInterfaceDeclaration" || one.type === "TSTypeAliasDeclaration")
        this.types.set(one.id.name, one);
  }

  /** What a type of props says; what is declared in other files is not known. @throws RangeError. */
  propsOf(type: TypeNode | undefined, way = START): PropTypes {
    this.count();
    switch (type?.type) {
      case "TSParenthesizedType":
        return this.propsOf(type.typeAnnotation, way);
      case "TSTypeLiteral":
        return { props: type.members.flatMap((one) => this.propOf(one)), hasAttributes: false };
      case "TSIntersectionType":
        return join(type.types.map((one) => this.propsOf(one, way)));
      case "TSTypeReference":
        return this.propsNamed(nameOf(type.typeName), type.typeParameters?.params ?? [], way);
      default:
        return NONE;
    }
  }

  private propsNamed(name: string, params: readonly TypeNode[], way: Way): PropTypes {
    this.count();
    if (ATTRIBUTES.test(name)) return { props: [], hasAttributes: true };
    if (name === "PropsWithChildren") return join([CHILDREN, this.propsOf(params[0], way)]);
    if (WRAPPERS.test(name)) return this.propsOf(params[0], way);
    if (name === "Omit") {
      const left = new Set(this.wordsOf(params[1], way) ?? []);
      const all = this.propsOf(params[0], way);
      return { ...all, props: all.props.filter((one) => !left.has(one.name)) };
    }
    const declared = this.declared(name, way);
    const onwards = new Set(way).add(name);
    if (declared?.type === "TSTypeAliasDeclaration")
      return this.propsOf(declared.typeAnnotation, onwards);
    if (declared?.type !== "TSInterfaceDeclaration") return NONE;
    const parents = (declared.extends ?? []).map(({ expression, typeParameters }) =>
      this.propsNamed(nameOf(expression), typeParameters?.params ?? [], onwards),
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

  /** What a prop of that type takes. @throws RangeError. */
  typeOf(type: TypeNode | undefined, way = START): PropType {
    this.count();
    switch (type?.type) {
      case "TSStringKeyword":
        return "string";
      case "TSBooleanKeyword":
        return "boolean";
      case "TSNumberKeyword":
        return "number";
      case "TSParenthesizedType":
        return this.typeOf(type.typeAnnotation, way);
      case "TSUnionType":
      case "TSLiteralType": {
        const words = this.wordsOf(type, way);
        if (!words) return this.plainOf(type, way);
        return words.length > MOST.words ? "other" : words;
      }
      case "TSTypeReference": {
        const name = nameOf(type.typeName);
        const declared = this.declared(name, way);
        if (declared?.type !== "TSTypeAliasDeclaration") return "other";
        return this.typeOf(declared.typeAnnotation, new Set(way).add(name));
      }
      default:
        return "other";
    }
  }

  /** Of several types in one, what a page can say. */
  private plainOf(type: TypeNode, way: Way): PropType {
    const types = type.type === "TSUnionType" ? type.types : [];
    const kinds = types.map((one) => this.typeOf(one, way));
    return kinds.find((kind) => typeof kind === "string" && kind !== "other") ?? "other";
  }

  /** The words of a union that has nothing else but null and undefined. */
  private wordsOf(type: TypeNode | undefined, way: Way): string[] | undefined {
    this.count();
    switch (type?.type) {
      case "TSLiteralType":
        return type.literal.type === "StringLiteral" ? [type.literal.value] : undefined;
      case "TSTypeReference": {
        const name = nameOf(type.typeName);
        const declared = this.declared(name, way);
        return declared?.type === "TSTypeAliasDeclaration"
          ? this.wordsOf(declared.typeAnnotation, new Set(way).add(name))
          : undefined;
      }
      case "TSUnionType": {
        const parts = type.types
          .filter((one) => one.type !== "TSUndefinedKeyword" && one.type !== "TSNullKeyword")
          .map((one) => this.wordsOf(one, way));
        const words = parts.flatMap((part) => part ?? []);
        return parts.includes(undefined) || words.length === 0 ? undefined : words;
      }
      default:
        return undefined;
    }
  }

  private declared(name: string, way: Way): Statement | undefined {
    return way.has(name) ? undefined : this.types.get(name);
  }

  private count(): void {
    if (--this.left < 0) throw new RangeError("These types lead too far.");
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
