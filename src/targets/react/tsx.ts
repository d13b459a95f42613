import {
  joinPieces,
  type ComponentFiles,
  type FileParts,
} from "../components/print/componentFiles";
import { JSX } from "./jsx";

/** Function components in TypeScript, named exports; the page is a default export. */
export const TSX: ComponentFiles = {
  ending: ".tsx",
  markup: JSX,
  importEnding: "",
  imported: (name, withType) => `{ ${name}${withType ? `, type ${name}Props` : ""} }`,
  print: (parts) => joinPieces([parts.imports, parts.props, ...parts.lists, printFunction(parts)]),
};

function printFunction({ name, fields, root, markup, isPage }: FileParts): string {
  const props = fields.map((field) => field.name).join(", ");
  const parameters = fields.length > 0 ? `{ ${props} }: ${name}Props` : "";
  const isOne = root.length === 1 && root[0]?.kind !== "repeat";
  const body = isOne ? markup : `<>${markup === "" ? "" : `\n${markup}\n`}</>`;
  return `export ${isPage ? "default " : ""}function ${name}(${parameters}) {\n  return (\n${body}\n  );\n}\n`;
}
