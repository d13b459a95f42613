// The page that a model behind a server writes in the walks: the mockup designs/sign-in.png, nearly.
import { finish, write } from "./heldModel.mjs";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Sign in</title>
    <link rel="stylesheet" href="styles.css" />
  </head>
  <body>
    <main>
      <h1>Welcome back</h1>
      <p>Sign in to see your projects</p>
      <button>Sign in</button>
    </main>
  </body>
</html>
`;

/** Styles that are nearer to the mockup the higher the step. */
const stylesOf = (step) => `body { margin: 0; padding: ${16 + 8 * step}px; background: #f3f4fa; }
main { width: 270px; height: 172px; padding: 24px; background: #fff; border-radius: 10px; }
h1 { margin: 0; font: bold 20px sans-serif; color: #1a2440; }
p { font: 14px sans-serif; color: #5a6688; }
button { width: 100%; height: 40px; border: 0; background: #2b5fda; color: #fff; }
`;

/** The calls of a model's first answer: the whole page, and that it has done. */
export const firstDraft = () => [
  write("index.html", PAGE),
  write("styles.css", stylesOf(0)),
  finish("A first draft."),
];

/** The call that brings the page nearer to the mockup. */
export const restyle = (step) => write("styles.css", stylesOf(step));

/** Settings with which a run asks the model, and it alone, `iterations` times. */
export const asking = (model, iterations) => ({
  ...{ "mockloop.model": model.address, "mockloop.thinking": "never" },
  ...{ "mockloop.startFrom": "nothing", "mockloop.tidy": false },
  ...{ "mockloop.maxIterations": iterations, "mockloop.minFidelity": 1 },
});
