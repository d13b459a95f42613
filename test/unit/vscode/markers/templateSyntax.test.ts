import assert from "node:assert/strict";
import { comment } from "../../../../src/vscode/markers/markerComment";
import { escapeTemplate } from "../../../../src/vscode/markers/templateSyntax";

/** What runs in each language. */
const LIVE: Readonly<Record<string, readonly string[]>> = {
  php: ["<?php echo 1 ?>", "<?= 1 ?>", "<% 1 %>"],
  erb: ["<%= 1 %>", "<% `id` %>"],
  handlebars: ["{{a}}", "{{{a}}}", "{{#each a}}", "\\{{a}}", "{{{{raw}}}}"],
  "django-html": ["{{ a }}", "{% load x %}", "{# a #}"],
  razor: ["@(1+1)", "@Html.Raw(x)", "@{ var a = 1; }", "@* a *@"],
  aspnetcorerazor: ["@(1+1)"],
};
const OPENS: Readonly<Record<string, RegExp>> = {
  php: /<\?|<%/,
  erb: /<%/,
  handlebars: /\{\{/,
  "django-html": /\{[{%#]/,
  razor: /(?<!@)(?:@@)*@(?!@)/,
  aspnetcorerazor: /(?<!@)(?:@@)*@(?!@)/,
};

describe("templates", () => {
  for (const [language, texts] of Object.entries(LIVE))
    for (const text of texts)
      it(`run nothing of ${text} in ${language}: in text, attributes, styles and scripts, and in names`, () => {
        const page = `<style>a{content:"${text}"}</style>\n<p title="${text}">${text}</p><script>"${text}"</script>`;
        assert.match(page, OPENS[language] ?? /$^/);
        assert.doesNotMatch(escapeTemplate(language, page), OPENS[language] ?? /^/);
        assert.doesNotMatch(comment(language, `x${text}.png`), OPENS[language] ?? /^/);
      });

  it("keep what is shown: entities in text, a space in styles, twice the sign in Razor", () => {
    assert.equal(escapeTemplate("handlebars", "<p>{{a}}</p>"), "<p>&#123;{a}}</p>");
    assert.equal(
      escapeTemplate("django-html", "<style>@media print{#a{b:c}}</style>"),
      "<style>@media print{ #a{b:c}}</style>",
    );
    assert.equal(escapeTemplate("razor", "<p>ann@b.c"), "<p>ann@@b.c");
  });

  it("leave HTML alone", () => {
    const page = "<p>{{a}} @b <? {% %}</p>";
    assert.equal(escapeTemplate("html", page), page);
  });

  it("take time in proportion to the text, whatever is in it", () => {
    for (const text of [
      "<style>".repeat(200_000),
      "<style".repeat(200_000),
      "{".repeat(200_000),
      "<".repeat(200_000),
    ])
      assert.ok(escapeTemplate("django-html", text).length >= text.length);
  });
});
