import assert from "node:assert/strict";
import { buildFiles, messageOf, textOf } from "./buildSupport";

const build = (files: Readonly<Record<string, string>>) => buildFiles("react", files);

describe("the build of a page of components", function () {
  this.timeout(60_000);

  it("bundles components and styles, and leaves pictures and fonts where they are", async () => {
    const outcome = await build({
      "App.tsx": `import { Logo } from "./components/Logo";
import "./styles.css";
export default function App() { return <Logo title="The logo" />; }`,
      "components/Logo.tsx": `import logo from "../assets/logo.png";
export function Logo({ title }: { title: string }) { return <img src={logo} alt={title} />; }`,
      "styles.css": `@font-face { font-family: Inter; src: url("fonts/inter.woff2"); }
.hero { background: url("assets/hero.png"); }`,
      "assets/logo.png": "png",
      "assets/hero.png": "png",
    });
    assert.match(textOf(outcome, "built.js"), /"assets\/logo\.png"/);
    assert.match(textOf(outcome, "built.css"), /url\("?fonts\/inter\.woff2"?\)/);
    assert.match(textOf(outcome, "built.css"), /url\("?assets\/hero\.png"?\)/);
    assert.match(textOf(outcome, "built.html"), /<div id="root"><\/div>/);
    assert.equal(textOf(outcome, "assets/logo.png"), "png");
  });

  it("tells what does not compile with file, line and the line itself", async () => {
    const message = messageOf(
      await build({ "App.tsx": "export default function App() {\n  return <p>Words</div>;\n}\n" }),
    );
    assert.match(message, /^The page does not compile\.\nApp\.tsx, line 2, column \d+: /);
    assert.match(message, /\n {2}return <p>Words<\/div>;$/);
  });

  it("says which file is missing", async () => {
    assert.match(messageOf(await build({})), /There is no file "App\.tsx"/);
    const message = messageOf(
      await build({ "App.tsx": 'import { Card } from "./Card";\nexport default Card;' }),
    );
    assert.match(message, /^The page.*\nApp\.tsx, line 1, column \d+: There is no file "Card"\./);
  });

  it("finds nothing outside of the page's files and the framework", async () => {
    for (const path of [
      "node:fs",
      "esbuild",
      "/etc/hostname",
      "../../etc/hostname",
      "./../package.json",
      "react/../esbuild",
      "https://example.com/a.js",
    ]) {
      const message = messageOf(
        await build({ "App.tsx": `import it from ${JSON.stringify(path)};\nexport default it;` }),
      );
      assert.match(message, /cannot be imported here|There is no file/, path);
    }
  });
});
