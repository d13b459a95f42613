/** One mockup with its page in several windows; paths are relative to the gallery. */
export interface GalleryRow {
  readonly title: string;
  readonly mockup: string;
  readonly pictures: readonly { readonly width: number; readonly path: string }[];
}

const STYLE = `
body { margin: 24px; font: 14px/1.5 system-ui, sans-serif; color: #1c2430; background: #fff; }
h2 { margin: 32px 0 8px; font-size: 15px; }
.row { display: flex; gap: 16px; align-items: flex-start; overflow-x: auto; }
figure { flex: none; margin: 0; } figcaption { color: #5a6675; }
img { display: block; width: auto; height: 420px; max-width: none; object-fit: contain; object-position: top left;
  border: 1px solid #d8dde3; }`;

/** The pages of a set beside their mockups, at every width that was drawn. */
export function galleryHtml(set: string, rows: readonly GalleryRow[]): string {
  const figure = (caption: string, path: string): string =>
    `<figure><figcaption>${caption}</figcaption><a href="${path}"><img loading="lazy" src="${path}" alt="${caption}"></a></figure>`;
  const sections = rows.map(
    ({ title, mockup, pictures }) => `<h2>${title}</h2>
<div class="row">
${[figure("mockup", mockup), ...pictures.map(({ width, path }) => figure(`${width} px`, path))].join("\n")}
</div>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${set} – Mockloop gallery</title>
<style>${STYLE}</style>
<h1>${set}</h1>
${sections.join("\n")}
</html>
`;
}
