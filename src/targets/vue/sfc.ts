import {
  joinPieces,
  type ComponentFiles,
  type FileParts,
} from "../components/print/componentFiles";
import { TEMPLATE } from "./template";

/** Single-file components with script setup in TypeScript. */
export const SFC: ComponentFiles = {
  ending: ".vue",
  markup: TEMPLATE,
  importEnding: ".vue",
  imported: (name, withType) => `${name}${withType ? `, { type ${name}Props }` : ""}`,
  nameComponent,
  print: (parts) => {
    const code = joinPieces([parts.imports, ...parts.lists, parts.props, defineProps(parts)]);
    const script = code === "" ? "" : `<script setup lang="ts">\n${code}</script>\n`;
    return joinPieces([script, `<template>\n${parts.markup}\n</template>\n`]);
  },
};

function defineProps({ name, fields }: FileParts): string {
  if (fields.length === 0) return "";
  const props = `defineProps<${name}Props>()`;
  const optional = fields.filter(({ isOptional, type }) => isOptional && type.kind !== "boolean");
  if (optional.length === 0) return `${props};\n`;
  const defaults = optional.map((field) => `${field.name}: undefined`).join(", ");
  return `withDefaults(${props}, { ${defaults} });\n`;
}

/** Vue's style guide wants two words, so that no element of HTML ever has the name; and "The" where there is one of it. */
function nameComponent(name: string, isOnce: boolean): string {
  if (/[a-z0-9][A-Z]/.test(name)) return name;
  return isOnce ? `The${name}` : `${name}Item`;
}
