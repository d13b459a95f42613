import { joinPieces, type ComponentFiles } from "../components/print/componentFiles";
import { SVELTE_MARKUP } from "./markup";

/** Svelte 5 in TypeScript: props by rune, the type of props exported by the module. */
export const SVELTE_FILE: ComponentFiles = {
  ending: ".svelte",
  markup: SVELTE_MARKUP,
  importEnding: ".svelte",
  imported: (name, withType) => `${name}${withType ? `, { type ${name}Props }` : ""}`,
  print: ({ name, fields, imports, props, lists, markup }) => {
    const names = fields.map((field) => field.name).join(", ");
    const own = fields.length > 0 ? `const { ${names} }: ${name}Props = $props();\n` : "";
    const code = joinPieces([imports, ...lists, own]);
    // Without a script it would be JavaScript, which has no types for who imports it.
    const isBare = props === "" && code === "";
    return joinPieces([
      script("module", props),
      isBare ? '<script lang="ts"></script>\n' : script("", code),
      `${markup}\n`,
    ]);
  },
};

function script(kind: string, code: string): string {
  if (code === "") return "";
  return `<script ${[kind, 'lang="ts"'].filter(Boolean).join(" ")}>\n${code}</script>\n`;
}
