import { ROLES_BY_TAG, WORD_PROPS, type Role } from "../../project/components/projectComponent";
import type { FoundComponent } from "./foundComponent";

interface Sign {
  readonly role: Role;
  readonly name: RegExp;
  readonly element: RegExp;
  /** Whether it stands for nothing unless something can be put into it, or said by a prop. */
  readonly needsWords: boolean;
}

const SIGNS: readonly Sign[] = [
  {
    role: "nav-link",
    name: /(nav|menu|sidebar)_?(link|item)$/i,
    element: /^(a|li|button)$/,
    needsWords: true,
  },
  {
    role: "button",
    name: /^(?!.*icon).*(button|btn)$/i,
    element: /^(button|a)$/,
    needsWords: true,
  },
  { role: "link", name: /(link|anchor)$/i, element: /^a$/, needsWords: true },
  {
    role: "checkbox",
    name: /check_?box$/i,
    element: /^(input|label|button|div|span)$/,
    needsWords: false,
  },
  {
    role: "radio",
    name: /radio(button)?$/i,
    element: /^(input|label|button|div|span)$/,
    needsWords: false,
  },
  {
    role: "switch",
    name: /(switch|toggle)$/i,
    element: /^(input|label|button|div|span)$/,
    needsWords: false,
  },
  { role: "input", name: /(input|text_?field)$/i, element: /^input$/, needsWords: false },
  {
    role: "badge",
    name: /(badge|tag|chip|pill)$/i,
    element: /^(span|div|p|strong|em)$/,
    needsWords: true,
  },
  {
    role: "card",
    name: /^[a-z]{0,4}(card|panel|tile)$/i,
    element: /^(div|section|article)$/,
    needsWords: true,
  },
];

/** What a component can stand for, by its name and by the element that it draws; undefined: nothing that is known. */
export function guessRole({ name, element, content, props }: FoundComponent): Role | undefined {
  const byElement = ROLES_BY_TAG[element];
  const hasWords = content !== undefined || props.some((one) => WORD_PROPS.includes(one.name));
  if (byElement !== undefined) return byElement === "textarea" || hasWords ? byElement : undefined;
  const sign = SIGNS.find((one) => one.name.test(name) && one.element.test(element));
  return sign && (hasWords || !sign.needsWords) ? sign.role : undefined;
}
