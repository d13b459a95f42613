import type { Role } from "../../project/components/projectComponent";
import type { PageElement } from "../html/pageElement";

/** What words of a union may be called that say how a thing is painted, the most telling first. */
const PRIMARY = ["primary", "default", "solid", "filled", "contained", "accent", "brand"];
const SOFT = ["secondary", "soft", "subtle", "muted", "neutral", "light"];
const OUTLINE = ["outline", "outlined", "bordered", "secondary", "tertiary"];
const BARE = ["ghost", "text", "plain", "link", "minimal", "tertiary"];
const NEUTRAL = ["neutral", "default", "secondary", "muted", "gray", "grey", "inactive"];
const TONES: Readonly<Record<string, readonly string[]>> = {
  red: ["destructive", "danger", "error", "critical", "negative", "red"],
  orange: ["warning", "caution", "pending", "orange", "amber"],
  yellow: ["warning", "caution", "pending", "yellow", "amber"],
  green: ["success", "positive", "green", "active"],
  teal: ["success", "positive", "teal", "green"],
  cyan: ["info", "cyan"],
  blue: ["info", "information", "blue", "primary"],
  indigo: ["indigo", "info", "accent", "primary"],
  purple: ["purple", "accent"],
  pink: ["pink", "accent"],
};

/** The word of a union that fits how an element looks; undefined: none does. */
export function chooseVariant(
  values: readonly string[],
  role: Role,
  element: PageElement,
): string | undefined {
  const wishes = role === "button" ? buttonWords(element) : role === "badge" ? tone(element) : [];
  return wishes
    .map((wish) => values.find((value) => value.toLowerCase() === wish))
    .find((value) => value !== undefined);
}

function buttonWords(element: PageElement): readonly string[] {
  const ground = hueIn(valueOf(element, "background"));
  const hasBorder = element.style.some(([name]) => /^border(-(top|left))?$/.test(name));
  if (!ground || ground.hue === "white") return hasBorder ? OUTLINE : ground ? SOFT : BARE;
  if (ground.hue === "red") return TONES["red"] ?? [];
  if (ground.hue === "gray" && ground.step < 400) return hasBorder ? OUTLINE : SOFT;
  return PRIMARY;
}

function tone(element: PageElement): readonly string[] {
  const ground = hueIn(valueOf(element, "background"));
  const ink = hueIn(element.type.color);
  const told = ground && ground.hue !== "gray" && ground.hue !== "white" ? ground : ink;
  return (told && TONES[told.hue]) ?? NEUTRAL;
}

function valueOf({ style }: PageElement, property: string): string | undefined {
  return style.findLast(([name]) => name === property)?.[1];
}

/** The colour that a value names: the palette calls its colours by hue and lightness, "--red-600". */
function hueIn(
  value: string | undefined,
): { readonly hue: string; readonly step: number } | undefined {
  const [, hue, step] = /var\(--([a-z]+)(?:-(\d+))?/.exec(value ?? "") ?? [];
  return hue === undefined ? undefined : { hue, step: Number(step ?? 0) };
}
