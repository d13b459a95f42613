/** What the page needs to know of the webview it is shown in. */
export interface PanelPage {
  /** The webview's own source for the content security policy. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly nonce: string;
}

/**
 * The panel's page. Its policy allows our one script and stylesheet and pictures of the run's folders; no inline code,
 * no network. A generated page in a frame of it inherits the policy: therefore pictures and fonts as data, and styles in
 * attributes.
 */
export function panelHtml({ cspSource, scriptUri, styleUri, nonce }: PanelPage): string {
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
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta property="csp-nonce" content="${nonce}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${styleUri}">
    <title>Mockloop</title>
  </head>
  <body>
    <main id="panel" aria-label="Mockloop"><p class="hint">Loading…</p></main>
    <script nonce="${nonce}" src="${scriptUri}"></script>
  </body>
</html>
`;
}
