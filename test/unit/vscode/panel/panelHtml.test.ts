import assert from "node:assert/strict";
import { panelHtml } from "../../../../src/vscode/panel/panelHtml";

const html = panelHtml({
  cspSource: "https://webview.example",
  scriptUri: "https://webview.example/panel.js",
  styleUri: "https://webview.example/panel.css",
  nonce: "N0NCE",
  language: "de",
  words: { 'A "b" <c> & {0}': "<script>alert(1)</script>" },
});
const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";

describe("panelHtml", () => {
  it("allows nothing that is not named", () => {
    assert.match(policy, /^default-src 'none';/);
    // What a generated page in a frame needs; neither runs anything nor reaches anywhere.
    const forFrames =
      /(?<=(img|font)-src https:\/\/webview.example) data:|; style-src-attr 'unsafe-inline'/g;
    assert.equal(policy.match(forFrames)?.length, 3);
    assert.doesNotMatch(policy.replace(forFrames, ""), /unsafe|\*|data:|connect-src/);
    assert.match(policy, /script-src 'nonce-N0NCE'(;|$)/);
  });

  it("has one script, with the nonce, and nothing inline", () => {
    assert.deepEqual(html.match(/<script[^>]*>/g), [
      '<script nonce="N0NCE" src="https://webview.example/panel.js">',
    ]);
    assert.doesNotMatch(html, /<style|\son\w+=|\sstyle=/);
  });

  it("hands the words of the editor's language over, whatever is in them", () => {
    assert.match(html, /<html lang="de">/);
    const written = /data-words="([^"]*)"/.exec(html)?.[1] ?? "";
    const read = written.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
    assert.deepEqual(JSON.parse(read), { 'A "b" <c> & {0}': "<script>alert(1)</script>" });
  });
});
