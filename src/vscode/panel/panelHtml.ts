import * as l10n from "@vscode/l10n";

/** What the page needs to know of the webview it is shown in. */
export interface PanelPage {
  /** The webview's own source for the content security policy. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly nonce: string;
  /** The editor's language: "en", "de". */
  readonly language: string;
  /** What people read there, by what it is in English; what is not in it stays English. */
  readonly words: Readonly<Record<string, string>>;
}

/**
 * The panel's page. Its policy allows our one script and stylesheet and pictures of the run's folders; no inline code,
 * no network. A generated page in a frame of it inherits the policy: therefore pictures and fonts as data, and styles in
 * attributes.
 */
export function panelHtml(page: PanelPage): string {
  const { cspSource, scriptUri, styleUri, nonce, language, words } = page;
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource} data:`,
    // The toolkit tries a style element of its own out, and takes this nonce for it.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `font-src ${cspSource} data:`,
    `script-src 'nonce-${nonce}'`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="${escape(language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta property="csp-nonce" content="${nonce}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${styleUri}">
    <title>Mockloop</title>
  </head>
  <body>
    <main id="panel" aria-label="Mockloop" data-words="${escape(JSON.stringify(words))}">
      <p class="hint">${escape(l10n.t("Loading…"))}</p>
    </main>
    <script nonce="${nonce}" src="${scriptUri}"></script>
  </body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
