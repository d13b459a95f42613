import { attempts, script, type HostileAttempt, type Way } from "./attempt";

const subresources: readonly Way[] = [
  ["img", (to) => `<img src="${to}/a.png">`],
  ["picture source set", (to) => `<img srcset="${to}/a.png 1x, ${to}/b.png 2x">`],
  ["stylesheet", (to) => `<link rel="stylesheet" href="${to}/a.css">`],
  ["@import", (to) => `<style>@import url(${to}/a.css);</style>`],
  ["background", (to) => `<div style="background:url(${to}/a.png)">x</div>`],
  [
    "font",
    (to) => `<style>@font-face{font-family:F;src:url(${to}/f.woff2)}p{font-family:F}</style><p>x`,
  ],
  ["script", (to) => `<script src="${to}/a.js"></script>`],
  ["module import", (to) => `<script type="module">import "${to}/a.js"</script>`],
  ["iframe", (to) => `<iframe src="${to}/"></iframe>`],
  ["object", (to) => `<object data="${to}/a.svg"></object>`],
  ["embed", (to) => `<embed src="${to}/a.svg">`],
  ["video", (to) => `<video src="${to}/a.mp4" preload="auto" autoplay muted></video>`],
  ["svg image", (to) => `<svg><image href="${to}/a.png" width="9" height="9"/></svg>`],
  ["svg use", (to) => `<svg><use href="${to}/a.svg#x"/></svg>`],
];

const scripts: readonly Way[] = [
  ["fetch", (to) => script(`fetch("${to}/a",{mode:"no-cors"}).catch(()=>0)`)],
  [
    "XMLHttpRequest",
    (to) => script(`const x=new XMLHttpRequest();x.open("GET","${to}/a");x.send()`),
  ],
  ["WebSocket", (to) => script(`new WebSocket("${to.replace("http", "ws")}/")`)],
  ["EventSource", (to) => script(`new EventSource("${to}/events")`)],
  ["sendBeacon", (to) => script(`navigator.sendBeacon("${to}/beacon","x")`)],
  ["Image", (to) => script(`new Image().src="${to}/pixel"`)],
  [
    "keepalive fetch",
    (to) => script(`fetch("${to}/k",{keepalive:true,mode:"no-cors"}).catch(()=>0)`),
  ],
];

const navigations: readonly Way[] = [
  ["location", (to) => script(`location="${to}/there"`)],
  ["location after load", (to) => script(`onload=()=>{location.href="${to}/there"}`)],
  ["meta refresh", (to) => `<meta http-equiv="refresh" content="0;url=${to}/there"><p>page`],
  [
    "form submit",
    (to) =>
      script(
        `document.write('<form id=f action="${to}/form" method=post><input name=a value=b></form>');f.submit()`,
      ),
  ],
  ["link click", (to) => script(`document.write('<a id=a href="${to}/link">x</a>');a.click()`)],
];

const hints: readonly Way[] = [
  ["prefetch", (to) => `<link rel="prefetch" href="${to}/next">`],
  ["preload", (to) => `<link rel="preload" as="image" href="${to}/a.png">`],
  ["preconnect", (to) => `<link rel="preconnect" href="${to}">`],
  ["dns-prefetch", (to) => `<link rel="dns-prefetch" href="${to}">`],
  [
    "prerender",
    (to) =>
      `<script type="speculationrules">{"prerender":[{"urls":["${to}/next"],"eagerness":"immediate"}],"prefetch":[{"urls":["${to}/next"],"eagerness":"immediate"}]}</script>`,
  ],
];

const others: HostileAttempt[] = [
  {
    name: "window.open",
    html: (to) => script(`window.open("${to}/popup")`),
    reported: "popup-refused",
    reaches: "every",
  },
  {
    name: "target=_blank",
    html: (to) =>
      script(`document.write('<a id=a target=_blank href="${to}/popup">x</a>');a.click()`),
    reported: "popup-refused",
    reaches: "every",
  },
  {
    name: "worker from a file",
    html: () => script(`new Worker("worker.js")`),
    others: (to) => ({ "worker.js": `importScripts("${to}/imported.js")` }),
    reported: "worker-refused",
    reaches: "every",
  },
  {
    name: "worker from a blob",
    html: (to) =>
      script(
        `new Worker(URL.createObjectURL(new Blob(['fetch("${to}/w",{mode:"no-cors"})'],{type:"text/javascript"})))`,
      ),
    reported: "worker-refused",
    reaches: "every",
  },
  {
    name: "shared worker",
    html: () => script(`new SharedWorker("worker.js")`),
    others: (to) => ({ "worker.js": `fetch("${to}/s",{mode:"no-cors"})` }),
    reported: "worker-refused",
    reaches: "every",
  },
  {
    name: "service worker",
    html: () => script(`navigator.serviceWorker.register("worker.js").catch(()=>0)`),
    others: (to) => ({ "worker.js": `fetch("${to}/sw",{mode:"no-cors"})` }),
    reported: "worker-refused",
    reaches: "every",
  },
  {
    name: "download",
    html: (to) =>
      script(`document.write('<a id=a download href="${to}/file.bin">x</a>');a.click()`),
    reported: undefined,
    reaches: "every",
  },
  {
    name: "frame in a frame",
    html: (to) => `<iframe srcdoc='<img src="${to}/inner.png">'></iframe>`,
    reported: "request-refused",
    reaches: "every",
  },
  {
    name: "data frame",
    html: (to) => `<iframe src='data:text/html,<img src="${to}/inner.png">'></iframe>`,
    reported: "request-refused",
    reaches: "every",
  },
  {
    name: "sandboxed frame",
    html: (to) =>
      `<iframe sandbox="allow-scripts" srcdoc='<script>fetch("${to}/f",{mode:"no-cors"})</script>'></iframe>`,
    reported: "request-refused",
    reaches: "every",
  },
  {
    name: "own page in a frame",
    html: () => `<iframe src="inner.html"></iframe>`,
    others: (to) => ({ "inner.html": `<img src="${to}/inner.png">` }),
    reported: "request-refused",
    reaches: "every",
  },
  {
    name: "WebRTC",
    html: (_, udpPort) =>
      script(
        `const p=new RTCPeerConnection({iceServers:[{urls:"stun:127.0.0.1:${udpPort}"}]});p.createDataChannel("x");p.createOffer().then(o=>p.setLocalDescription(o))`,
      ),
    reported: undefined,
    reaches: "every",
  },
];

export const COMMON_ATTEMPTS: readonly HostileAttempt[] = [
  // A use element may only refer to its own origin, in any browser.
  ...attempts(subresources, "request-refused", { "svg use": "none" }),
  ...attempts(scripts, "request-refused"),
  ...attempts(navigations, "navigation-refused"),
  ...attempts(hints, undefined, {
    // The shell has no predictor that would open connections ahead.
    preconnect: "full",
    prerender: "every",
    // The server's address needs no look-up.
    "dns-prefetch": "none",
  }),
  ...others,
];
