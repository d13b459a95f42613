import { el, page, plan } from "./treeBuilder";

/** Two plans that repeat, one of them with a variant. */
export const plans = page(
  el("main.main", {}, [
    plan("Free", "0 €", ["1 project"]),
    plan("Team", "9 €", ["10 projects", "Support"], ".plan-card-popular"),
  ]),
);

/** Fields that hold something, and text that the languages of components would read as their own. */
export const form = page(
  el("form.form", {}, [
    el("label.label", { for: "mail" }, "E-mail"),
    el("input.field", {
      id: "mail",
      type: "email",
      value: "a@b.c",
      autocomplete: "email",
      required: "",
    }),
    el("input.box", { type: "checkbox", checked: "" }),
    el("textarea.notes", { id: "notes" }, 'Two "words"'),
    el("p.hint", {}, ["Don't use <b> & {braces} ", el("strong.strong", {}, "here")]),
  ]),
);
