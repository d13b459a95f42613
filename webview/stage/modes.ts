/** How mockup and render are shown together. */
export const MODES = [
  { id: "side", label: "Side by side", hint: "Mockup and render beside each other" },
  { id: "swipe", label: "Swipe", hint: "The render wiped over the mockup" },
  { id: "onion", label: "Onion skin", hint: "The render let through over the mockup" },
  {
    id: "difference",
    label: "Difference",
    hint: "Where they differ, amplified, and what was measured",
  },
  { id: "blink", label: "Blink", hint: "Mockup and render by turns: what differs, jumps" },
] as const;

export type Mode = (typeof MODES)[number]["id"];
