/** Languages whose documents can hold the generated markup itself. */
export const MARKUP_LANGUAGES: ReadonlySet<string> = new Set([
  "html",
  "php",
  "handlebars",
  "erb",
  "django-html",
  "razor",
  "aspnetcorerazor",
]);
