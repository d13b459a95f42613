import type { Rgb } from "../base/color";
import type { Rect, Size } from "../base/geometry";
import type { Border, CornerRadii, Paint, Picture, Shadow } from "../inspect/inspection";
import type { TextBlock } from "./draft/draft";
import type { Meaning } from "./meaning/meaning";

/** A page understood: what its parts are, how they lie in each other, and which few values it uses. CSS px throughout. */
export interface Design {
  readonly size: Size;
  readonly deviceScaleFactor: number;
  readonly title: string;
  /** The page itself; its children are its bands, top to bottom. */
  readonly root: DesignNode;
  readonly tokens: Tokens;
}

/** A part of the page. Exactly one of `text`, `picture` is there for words and crops; groups have neither. */
export interface DesignNode {
  /** Equal for the same part in every version of a page: the id of what was measured, or of its first part with a letter before it. */
  readonly id: string;
  readonly meaning: Meaning;
  /** Where its border box lies in the mockup. */
  readonly rect: Rect;
  readonly width: Sizing;
  readonly height: Sizing;
  /** How it arranges its children; undefined for leaves. */
  readonly layout: Layout | undefined;
  /** Where it stands in its container, beyond what the container's layout says. */
  readonly place: Place;
  readonly look: Look;
  readonly text: TextBlock | undefined;
  readonly picture: Picture | undefined;
  readonly children: readonly DesignNode[];
  /** Equal for parts that are one thing repeated: cards of a row, rows of a table. */
  readonly component: string | undefined;
}

/** As designers say it: as large as the content, as large as the room there is, or of one size. */
export type Sizing =
  | { readonly kind: "hug" }
  /** `maxPx`: no wider than this, so that lines break where the mockup breaks them. */
  | { readonly kind: "fill"; readonly maxPx?: number }
  | { readonly kind: "fixed"; readonly px: number };

export type Align = "start" | "center" | "end" | "stretch" | "baseline";

/** How a container arranges its children. */
export interface Layout {
  /**
   * `grid`: equal columns that become fewer where the room ends. `columns`: a column for each child, those that fill
   * share the room; below each other on narrow windows. `layers`: the first child with the others lying on it. `pinned`: all
   * children where they were measured, since no flow puts them there; below each other on narrow windows.
   */
  readonly kind: "row" | "column" | "grid" | "columns" | "layers" | "pinned";
  /** Between neighbours; children may ask for more with `place.before`. */
  readonly gapPx: number;
  readonly padding: Sides;
  /** A band as wide as its container whose content is no wider than this and centred. */
  readonly containedPx: number | undefined;
  /** How wide it is in the mockup, padding included. */
  readonly roomPx: number;
  /** Across the direction of a row or column. */
  readonly align: Align;
  /** Along it. */
  readonly justify: "start" | "center" | "end" | "between";
  /** Of a row: what its parts leave of its room in the mockup. */
  readonly sparePx: number;
  /** Of a grid: columns are at least this wide. */
  readonly columnPx: number | undefined;
  /** Of columns that reach the end of the window: how far from the window's top they begin (CSS px). */
  readonly windowLessPx?: number;
}

/** Where a child stands. */
export interface Place {
  /** Room before it beyond the gap, along the layout; "auto" takes all that is left. */
  readonly before: number | "auto";
  /** Room before it across the layout: an indent in a column, a lowering in a row. */
  readonly across: number;
  /** Undefined where it is the container's. */
  readonly align: Align | undefined;
  /** Of a child of layers that lies on the first, and of what is pinned: distances to the container's edges. */
  readonly inset: Inset | undefined;
  /** How far it is drawn from there, where the layout cannot hold it at its place; nothing else moves with it. */
  readonly nudge?: { readonly dx: number; readonly dy: number };
}

/** Distances to edges of a container; to both across, where a part is as wide as that leaves it. */
export interface Inset extends Partial<Sides> {
  /** How far its left edge is left of the container's middle: it stays there in wider windows. */
  readonly middle?: number;
}

export interface Sides {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** How a box is painted; all undefined for groups that only arrange. */
export interface Look {
  readonly fill: Paint | undefined;
  readonly border: Border | undefined;
  readonly radius: CornerRadii | undefined;
  readonly shadow: Shadow | undefined;
}

/** The few values a page is made of. */
export interface Tokens {
  readonly colors: readonly ColorToken[];
  /** What most text is set in. */
  readonly family: string;
  readonly textSizePx: number;
  readonly textColor: Rgb;
  /** Line height as a multiple of the size, that text has where nothing says otherwise. */
  readonly lineHeight: number;
}

/** A colour and what it is for: "primary", "surface", "muted". */
export interface ColorToken {
  readonly name: string;
  readonly color: Rgb;
}
