import type {
  ComponentProp,
  ProjectComponent,
  ProjectComponents,
} from "../project/components/projectComponent";

/** Characters that the list takes at most. */
const MOST = 6_000;

/** What a model is told of the person's own components: their imports and props, those that stand for something first. */
export function describeComponents({ components }: ProjectComponents): string {
  const lines: string[] = [];
  let left = MOST;
  const known = components.filter(({ role }) => role !== undefined);
  const others = components.filter(({ role }) => role === undefined);
  for (const line of [...known, ...others].map(describe)) {
    if ((left -= line.length) < 0) break;
    lines.push(line);
  }
  return [
    "The person's project has these components. Make the page of them wherever one fits, import them exactly as it says here, and give them no other props; what they look like is theirs. Write your own element where none fits.",
    ...lines,
  ].join("\n");
}

function describe(one: ProjectComponent): string {
  const { name, role, props, content, takesAttributes, takesClass, isDefault } = one;
  const what = isDefault ? name : `{ ${name} }`;
  const takes = [
    ...props.map(describeProp),
    ...(content ? ["content"] : []),
    ...(takesClass ? ["a class"] : []),
    ...(takesAttributes ? ["its element's attributes"] : []),
  ];
  const forWhat = role === undefined ? "" : ` (${role})`;
  return `import ${what} from ${JSON.stringify(one.import)};${forWhat} takes ${takes.join(", ") || "nothing"}`;
}

function describeProp({ name, type, isRequired, default: without }: ComponentProp): string {
  const kind =
    typeof type === "string" ? type : type.map((word) => JSON.stringify(word)).join(" | ");
  const said = without === undefined ? "" : `, ${JSON.stringify(without)} if not said`;
  return `${name}${isRequired ? "" : "?"}: ${kind}${said}`;
}
