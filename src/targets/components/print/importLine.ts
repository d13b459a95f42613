/** A line of generated code that imports: `what` is a name, names in braces, or "" for what is imported for its effect. */
export function importLine(what: string, path: string): string {
  const from = what === "" ? "" : `${what} from `;
  return `import ${from}${JSON.stringify(path)};\n`;
}
