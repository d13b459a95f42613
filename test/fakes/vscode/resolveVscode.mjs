/** A hook of Node's module loader. */
export async function resolve(specifier, context, next) {
  if (specifier !== "vscode") return next(specifier, context);
  return next(new URL("./fakeVscode.ts", import.meta.url).href, context);
}
