import type { Declaration } from "../page/declaration";
import { arbitrary, splitValue } from "./splitValue";
import { pixelsOf, RADII, spaced, TRACKINGS, WEIGHTS } from "./scale";
import type { NameValue } from "./tokens";

/** Writes the value of a property as classes. */
type Writer = (value: string, nameValue: NameValue) => readonly string[];

/** The classes that say a declaration; what Tailwind has no class for is an arbitrary property, so that nothing is lost. */
export function utilitiesOf(
  [property, value]: Declaration,
  nameValue: NameValue,
): readonly string[] {
  const word = WORDS[property]?.[value];
  if (word !== undefined) return [word];
  return (
    WRITERS[property]?.(value, nameValue) ?? [`[${property}:${arbitrary(value).slice(1, -1)}]`]
  );
}

const FLEX = { "flex-start": "start", "flex-end": "end", "space-between": "between" } as const;
const place = (root: string, extra: Readonly<Record<string, string>> = {}) =>
  words(root, "start center end stretch baseline normal", { ...FLEX, ...extra });

/** Values that are classes of their own. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  display: {
    ...words("", "block inline-block inline flex inline-flex grid contents"),
    ...{ none: "hidden", table: "table" },
  },
  position: words("", "static relative absolute fixed sticky"),
  "flex-wrap": words("flex", "wrap nowrap"),
  "flex-direction": { row: "flex-row", column: "flex-col" },
  flex: { "1": "flex-1", none: "flex-none", auto: "flex-auto" },
  "align-items": place("items"),
  "align-content": place("content"),
  "align-self": place("self"),
  "justify-content": place("justify"),
  "justify-items": place("justify-items"),
  "justify-self": place("justify-self"),
  "grid-template-columns": { "1fr": "grid-cols-1" },
  "min-height": { "100vh": "min-h-screen" },
  "font-style": { italic: "italic", normal: "not-italic" },
  "text-align": words("text", "left center right justify start end"),
  "text-decoration": {
    underline: "underline",
    "line-through": "line-through",
    none: "no-underline",
  },
  "text-transform": words("", "uppercase lowercase capitalize"),
  "white-space": words("whitespace", "normal nowrap pre pre-line pre-wrap"),
  overflow: words("overflow", "hidden auto visible clip scroll"),
  "text-overflow": { ellipsis: "text-ellipsis" },
  "vertical-align": words("align", "baseline top middle bottom text-top text-bottom"),
  appearance: { none: "appearance-none" },
  cursor: words("cursor", "pointer default"),
  "object-fit": words("object", "cover contain fill none"),
  "border-radius": { "9999px": "rounded-full" },
};

function words(
  root: string,
  list: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const all = [...list.split(" ").map((one) => [one, one] as const), ...Object.entries(extra)];
  const before = root === "" ? "" : `${root}-`;
  return Object.fromEntries(all.map(([value, name]) => [value, `${before}${name}`]));
}

const length =
  (root: string): Writer =>
  (value) => [spaced(root, value)];

/** Sides of a border as Tailwind calls them. */
const BORDERS = { top: "t", right: "r", bottom: "b", left: "l", block: "y", inline: "x" } as const;

const WRITERS: Readonly<Record<string, Writer>> = {
  ...Object.fromEntries(
    Object.entries({
      ...{ height: "h", "min-width": "min-w", "min-height": "min-h", "max-width": "max-w" },
      ...{ "max-height": "max-h", "flex-basis": "basis" },
      ...{ top: "top", right: "right", bottom: "bottom", left: "left", inset: "inset" },
      ...{ "row-gap": "gap-y", "column-gap": "gap-x" },
      ...{ "padding-inline": "px", "padding-block": "py", "margin-inline": "mx" },
      ...{ "margin-block": "my" },
      ...Object.fromEntries(
        ["top", "right", "bottom", "left"].flatMap((side) => [
          [`padding-${side}`, `p${side.charAt(0)}`],
          [`margin-${side}`, `m${side.charAt(0)}`],
        ]),
      ),
    }).map(([property, root]) => [property, length(root)]),
  ),
  width: (value) => {
    // As wide as there is room, and no wider.
    const most = /^min\(100%, ([\d.]+px)\)$/.exec(value)?.[1];
    return most === undefined ? [spaced("w", value)] : ["w-full", spaced("max-w", most)];
  },
  padding: sides("p"),
  margin: sides("m"),
  gap: (value) => {
    const [down = "0", across] = splitValue(value);
    return across === undefined
      ? [spaced("gap", down)]
      : [spaced("gap-y", down), spaced("gap-x", across)];
  },
  translate: (value) => {
    const [across = "0", down = "0"] = splitValue(value);
    return [spaced("translate-x", across), spaced("translate-y", down)];
  },
  "grid-template-columns": (value) => {
    const columns = splitValue(value);
    const isEven = columns.every((one) => one === "1fr");
    return [`grid-cols-${isEven ? columns.length : arbitrary(value)}`];
  },
  flex: (value) => [`flex-${arbitrary(value)}`],
  "z-index": (value) => [`z-${/^\d+$/.test(value) ? value : arbitrary(value)}`],
  background: (value) => [
    colored("bg", value) ??
      (/^linear-gradient\((?!.*\) )/.test(value)
        ? `bg-${arbitrary(value)}`
        : `[background:${arbitrary(value).slice(1, -1)}]`),
  ],
  color: (value) => [colored("text", value) ?? `text-${arbitrary(value)}`],
  border: (value) => border("border", value),
  ...Object.fromEntries(
    Object.entries(BORDERS).map(([sides, short]): [string, Writer] => [
      `border-${sides}`,
      (value) => border(`border-${short}`, value),
    ]),
  ),
  "border-radius": (value, nameValue) => {
    const name = (corner: string): string =>
      RADII.get(String(pixelsOf(corner))) ?? nameValue("radius", corner) ?? arbitrary(corner);
    return cornersOf(value).map(([where, corner]) => `rounded${where}-${name(corner)}`);
  },
  "box-shadow": (value, nameValue) => [`shadow-${nameValue("shadow", value) ?? arbitrary(value)}`],
  "font-weight": (value) => [`font-${WEIGHTS.get(value) ?? arbitrary(value)}`],
  "letter-spacing": (value, nameValue) => [
    `tracking-${TRACKINGS.get(value) ?? nameValue("tracking", value) ?? arbitrary(value)}`,
  ],
};

/** As few classes as say four sides: one for all, for two across, or for one. */
function sides(root: string): Writer {
  return (value) => {
    const [top = "0", right = top, bottom = top, left = right] = splitValue(value);
    if (new Set([top, right, bottom, left]).size === 1) return [spaced(root, top)];
    const across =
      left === right
        ? [["x", left]]
        : [
            ["r", right],
            ["l", left],
          ];
    const down =
      top === bottom
        ? [["y", top]]
        : [
            ["t", top],
            ["b", bottom],
          ];
    return [...down, ...across]
      .filter(([, one]) => one !== "0")
      .map(([side, one = "0"]) => spaced(`${root}${side}`, one));
  };
}

/** As few names as say four corners, with their radii: "" is all, "-t" both on top, "-tl" one; those without are left out. */
function cornersOf(value: string): (readonly [where: string, radius: string])[] {
  const [topLeft = "0", topRight = topLeft, bottomRight = topLeft, bottomLeft = topRight] =
    splitValue(value);
  const all = { tl: topLeft, tr: topRight, br: bottomRight, bl: bottomLeft } as const;
  if (new Set(Object.values(all)).size === 1) return [["", topLeft]];
  const isAcross = topLeft === topRight || bottomLeft === bottomRight;
  const pairs = isAcross
    ? ([
        ["t", "tl", "tr"],
        ["b", "bl", "br"],
      ] as const)
    : ([
        ["l", "tl", "bl"],
        ["r", "tr", "br"],
      ] as const);
  return pairs
    .flatMap(([side, one, other]) =>
      all[one] === all[other]
        ? [[side, all[one]]]
        : [
            [one, all[one]],
            [other, all[other]],
          ],
    )
    .filter(([, radius]) => radius !== "0")
    .map(([where = "", radius = ""]) => [`-${where}`, radius] as const);
}

/** A colour of the theme, "var(--color-blue-500)" or white with an opacity; undefined: it is none. */
function colored(root: string, value: string): string | undefined {
  const name = /^var\(--color-([\w-]+)\)$/.exec(value)?.[1];
  if (name !== undefined) return `${root}-${name}`;
  const white = /^rgb\(255 255 255 \/ ([\d.]+)%\)$/.exec(value)?.[1];
  if (white !== undefined)
    return `${root}-white/${Number(white) % 0.25 === 0 ? white : `[${white}%]`}`;
  return /^#[0-9a-f]{3,8}$/.test(value) ? `${root}-[${value}]` : undefined;
}

function border(root: string, value: string): string[] {
  const [width = "0", style = "solid", color] = splitValue(value);
  const widthPx = pixelsOf(width) ?? 0;
  const wide =
    widthPx === 1 ? root : `${root}-${Number.isInteger(widthPx) ? widthPx : `[${width}]`}`;
  if (color === undefined) return [wide];
  const painted = colored("border", color) ?? `border-${arbitrary(color)}`;
  return [wide, painted, ...(style === "solid" ? [] : [`border-${style}`])];
}
