import type { Size } from "../../base/geometry";

/** CSS px for one of each absolute unit (CSS Values and Units). */
const PX_PER: Readonly<Record<string, number>> = {
  "": 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  em: 16,
  rem: 16,
  ex: 8,
};

/**
 * The size an SVG asks for, CSS px: its width and height; for one that is missing or relative, what its view box makes
 * of the other; without either the view box itself, and without that 300 × 150 as CSS says. Undefined when `svg` has no
 * root element.
 */
export function findSvgSize(svg: string): Size | undefined {
  const root = rootAttributes(svg);
  if (root === undefined) return undefined;
  const width = parseLength(attributeOf(root, "width"));
  const height = parseLength(attributeOf(root, "height"));
  const box = parseViewBox(attributeOf(root, "viewBox"));
  if (width !== undefined && height !== undefined) return { width, height };
  if (!box) return { width: width ?? 300, height: height ?? 150 };
  if (width !== undefined) return { width, height: (width * box.height) / box.width };
  if (height !== undefined) return { width: (height * box.width) / box.height, height };
  return box;
}

/** No root element is longer. Characters. */
const MAX_TAG = 1_000_000;

/** What stands inside the first tag, if that is an svg's; comments, declarations and doctypes are stepped over. */
function rootAttributes(svg: string): string | undefined {
  for (let at = svg.indexOf("<"); at >= 0; at = svg.indexOf("<", at + 1)) {
    if (svg.startsWith("<!--", at)) {
      at = svg.indexOf("-->", at);
      if (at < 0) return undefined;
    } else if (!/[!?]/.test(svg.charAt(at + 1))) {
      const tag = /<(?:[\w-]+:)?svg\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/y;
      tag.lastIndex = at;
      return tag.exec(svg.slice(0, at + MAX_TAG))?.[1];
    }
  }
  return undefined;
}

function attributeOf(root: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(root);
  return match?.[1] ?? match?.[2];
}

function parseLength(text: string | undefined): number | undefined {
  // No length is longer, and without a bound the time to see that it is none grows with its square.
  if (text === undefined || text.length > 100) return undefined;
  const match = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const factor = PX_PER[match?.[2]?.toLowerCase() ?? "?"];
  const length = Number(match?.[1]) * (factor ?? Number.NaN);
  return length > 0 && Number.isFinite(length) ? length : undefined;
}

function parseViewBox(text: string | undefined): Size | undefined {
  const [, , width = 0, height = 0] = (text ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width > 0 && height > 0 && Number.isFinite(width * height) ? { width, height } : undefined;
}
