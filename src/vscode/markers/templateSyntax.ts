/** What begins code in a language of templates, as far as it is not markup; in all of these but Razor's the first sign can be an entity. */
const OPENINGS: Readonly<Record<string, RegExp>> = {
  php: /<(?=[?%])/g,
  erb: /<(?=%)|^%/gm,
  handlebars: /\{(?=\{)|\\(?=\{\{)/g,
  "django-html": /\{(?=[{%#])/g,
};

const RAZOR = new Set(["razor", "aspnetcorerazor"]);

/** As HTML writes the signs that {@link OPENINGS} find. */
const ENTITIES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  "{": "&#123;",
  "%": "&#37;",
  "\\": "&#92;",
};

/** The beginnings of styles and scripts, in which entities mean nothing. */
const RAW = /<(style|script)\b/gi;

/**
 * Markup so that nothing in it is code where the document is a template: what a mockup's text spells, or what a model wrote, is shown
 * and never run. In styles and scripts, which know no entities, such signs are parted by a space.
 */
export function escapeTemplate(languageId: string, markup: string): string {
  if (RAZOR.has(languageId)) return markup.replaceAll("@", "@@");
  const opening = OPENINGS[languageId];
  if (!opening) return markup;
  const asText = (text: string): string => text.replace(opening, (sign) => ENTITIES[sign] ?? sign);
  const asRaw = (text: string): string => text.replace(opening, (sign) => `${sign} `);
  let escaped = "";
  let end = 0;
  for (const { 1: name = "", index } of markup.matchAll(RAW)) {
    if (index < end) continue;
    const start = markup.indexOf(">", index) + 1;
    if (start === 0) break;
    const close = name.toLowerCase() === "style" ? /<\/style/gi : /<\/script/gi;
    close.lastIndex = start;
    const stop = close.exec(markup)?.index ?? markup.length;
    escaped += asText(markup.slice(end, start)) + asRaw(markup.slice(start, stop));
    end = stop;
  }
  return escaped + asText(markup.slice(end));
}

/** A name in a comment of any language of templates: signs that would begin or end code are parted. */
export function partTemplateSigns(languageId: string, text: string): string {
  const parted = text.replace(/<(?=[?%])|\{(?=[{%#!])|[?%](?=>)|[}%#](?=\})/g, "$& ");
  return RAZOR.has(languageId) ? parted.replaceAll("@", "@@") : parted;
}
