import { isPropName } from "../../project/components/componentsFile";
import type { ComponentProp, ProjectComponent } from "../../project/components/projectComponent";
import { literalOf, type Pattern } from "./script";
import type { PropTypes } from "./propTypes";

/** What is found of a component in its file, before anybody says what it stands for. */
export interface FoundComponent extends Omit<ProjectComponent, "import" | "file" | "role"> {
  /** The element that it draws, or that takes its attributes: "button". */
  readonly element: string;
}

/** Props as a component takes them apart. */
export interface TakenProps {
  /** What each is without being said, where that is known. */
  readonly defaults: ReadonlyMap<string, string | undefined>;
  /** What holds all others; undefined: nothing. */
  readonly rest: string | undefined;
}

/** `{ variant = "primary", className, ...rest }`; a mere name holds them all. */
export function takenProps(pattern: Pattern | undefined): TakenProps {
  const defaults = new Map<string, string | undefined>();
  let rest: string | undefined;
  if (pattern?.type === "Identifier") rest = pattern.name;
  if (pattern?.type === "AssignmentPattern") return takenProps(pattern.left as Pattern);
  if (pattern?.type === "ObjectPattern")
    for (const one of pattern.properties) {
      if (one.type === "RestElement") {
        if (one.argument.type === "Identifier") rest = one.argument.name;
        continue;
      }
      const name =
        one.key.type === "Identifier"
          ? one.key.name
          : one.key.type === "StringLiteral"
            ? one.key.value
            : undefined;
      const value = one.value.type === "AssignmentPattern" ? one.value.right : undefined;
      if (name !== undefined) defaults.set(name, literalOf(value));
    }
  return { defaults, rest };
}

/**
 * The props that a page may say: without what is put into the component, its classes, and what nobody needs and no page can name. What
 * the component needs is there however it is called, so that nobody takes it for one that goes without.
 */
export function sayableProps(
  { props }: PropTypes,
  defaults: TakenProps["defaults"],
): ComponentProp[] {
  return props
    .filter(({ name }) => !/^(children|class|className|key|ref|style)$/.test(name))
    .filter(({ name, isRequired }) => isRequired || isPropName(name))
    .map((one) => ({ ...one, default: defaults.get(one.name) ?? one.default }));
}
