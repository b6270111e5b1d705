import { cssString } from '../format/html.ts';

/** Colours of WCAG AA in both themes. On paper, owner's bubbles are light: readable if the printer omits backgrounds. */
export const COLOURS = `:root{color-scheme:light dark;--page:#fff;--ink:#1d1d1f;--dim:#5c5c61;--in:#e9e9eb;--me:#0b62d6;--green:#1a7431;--on:#fff;--link:#0a58c2;--line:#0003;--card:#f5f5f7}
@media screen and (prefers-color-scheme:dark){:root{--page:#111113;--ink:#f2f2f4;--dim:#a9a9ae;--in:#343437;--me:#0a5bc4;--green:#1b6b30;--link:#8ab8ff;--line:#fff4;--card:#1f1f22}}
@media print{:root{color-scheme:light;--me:#dbe9ff;--green:#ddf3e1;--on:#1d1d1f}}`;

/** The page and what is in it. */
export const PAGE = `*{box-sizing:border-box}html{background:var(--page);color:var(--ink)}
body{font:16px/1.4 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:0;overflow-wrap:anywhere}a{color:var(--link)}
details,.p{color:var(--dim);font-size:.85rem;overflow-wrap:anywhere}details{margin:.5rem 0 1.5rem}
nav{display:flex;flex-wrap:wrap;gap:.2rem .8rem;margin:1rem 0;font-size:.9rem}nav b{color:var(--ink)}`;

/** Messages and what belongs to them. */
export const CHAT = `h2{font-size:.85rem;text-align:center;color:var(--dim);margin:0;padding:1.5rem 0 .5rem}
.m{display:flex;flex-direction:column;align-items:flex-start;gap:.15rem;margin:.4rem 0;scroll-margin-top:1rem}.me{align-items:flex-end}
.b{background:var(--in);border-radius:1.1rem;padding:.45rem .8rem;max-width:80%;white-space:pre-wrap;overflow-wrap:anywhere}
.me>.b{background:var(--me);color:var(--on)}.me.g>.b{background:var(--green)}.me>.b a{color:inherit}
.t{max-width:80%;margin:0}.t ol{margin:.2rem 0;padding-left:1.4rem}.t li{margin:.4rem 0}.me .t{text-align:start}
.q{color:var(--ink)}.q>*{width:fit-content;max-width:100%;margin:.15rem 0;font-size:.9rem}.q .e{font-size:2rem}.q img,.q video{max-height:10rem}
.a{width:4.5rem;height:4.5rem;object-fit:cover;border-radius:50%;margin:0 0 .5rem}
.d{text-decoration:underline dotted;text-underline-offset:.2em}
.e{font-size:2.6rem;line-height:1.25}.h,.r,.x{font-size:.75rem;color:var(--dim);max-width:90%;overflow-wrap:anywhere}
.x{white-space:pre-wrap}.r{font-size:.85rem}.n{text-align:center;font-size:.85rem;color:var(--dim);margin:.6rem;overflow-wrap:anywhere}
.n>.f,.n>.x{max-width:none}.n img{margin:0 auto;max-height:10rem}
.f{max-width:80%;overflow-wrap:anywhere}.f a,.f em{font-size:.85rem}
blockquote{margin:0;padding-left:.5rem;border-left:3px solid var(--line);font-size:.85rem;max-width:75%;overflow-wrap:anywhere}
blockquote,blockquote a{color:var(--dim)}blockquote a{text-decoration:none}blockquote a:hover{text-decoration:underline}
.c{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:.5rem .8rem;max-width:80%;white-space:pre-wrap;overflow-wrap:anywhere}
.v{display:block;width:100%;min-width:12rem;height:.35rem;border-radius:.2rem;background:var(--line);fill:var(--me)}
.w{background:#cfe3f5;fill:#f4f1e6;stroke:none;margin-bottom:.4rem}.w path{stroke:#c62828;stroke-width:.4}.w circle{fill:#c62828}
svg{display:block;max-width:100%;height:auto;border-radius:.6rem}
img,video{display:block;max-width:100%;max-height:28rem;border-radius:.6rem}.o{position:relative;width:fit-content}.o svg{position:absolute;inset:0;width:100%;height:100%;pointer-events:none}audio{display:block;width:18rem;max-width:100%}
.r img{max-height:5rem}.m:target>.b,.m:target>.f,.m:target>.c,.n:target{outline:3px solid var(--link);outline-offset:2px}`;

/** Animated words move three times; what they are is also said beside the time. */
export const EFFECTS = `@media screen and (prefers-reduced-motion:no-preference){.effect-4,.effect-5,.effect-6,.effect-8,.effect-9,.effect-10,.effect-11,.effect-12{display:inline-block;animation:1.2s ease-in-out 3}
.effect-4{animation-name:ripple}.effect-5{animation-name:big}.effect-6{animation-name:bloom}.effect-8{animation-name:nod}
.effect-9{animation-name:shake}.effect-10{animation-name:jitter}.effect-11{animation-name:small}.effect-12{animation-name:explode}
@keyframes ripple{25%{transform:translateY(-.3em)}75%{transform:translateY(.2em)}}
@keyframes big{50%{transform:scale(1.5)}}@keyframes small{50%{transform:scale(.6)}}
@keyframes bloom{50%{transform:scale(1.2);letter-spacing:.12em}}
@keyframes nod{25%,75%{transform:translateY(.25em)}50%{transform:translateY(-.1em)}}
@keyframes shake{20%,60%{transform:translateX(-.25em)}40%,80%{transform:translateX(.25em)}}
@keyframes jitter{20%,60%{transform:rotate(-3deg)}40%,80%{transform:rotate(3deg)}}
@keyframes explode{40%{transform:scale(1.8);opacity:.2}41%{transform:scale(.8)}}}`;

/** Only days in view are laid out: ten thousand messages open in a twelfth of the time. */
export const ON_SCREEN = '@media screen{section{content-visibility:auto;contain-intrinsic-size:auto 30rem}}';

/** Chromium repeats the heading of a table on every page: a day is one, and continues under its date. */
export const PRINTED = `@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}body{max-width:none;padding:0;font-size:11pt}
nav,audio,video{display:none}.t::details-content{content-visibility:visible}section{display:table;width:100%;table-layout:fixed}
section>h2{display:table-header-group;break-inside:avoid;break-after:avoid}
.b,.c,.e,.f,.x,.n,blockquote{break-inside:avoid}.h,blockquote{break-after:avoid}.v{fill:#0b62d6}
.b{border:1px solid var(--line)}img{max-height:11cm;break-inside:avoid}}`;

/** The style of the page of a chat, with its name at the top of each printed page and the number at its foot. */
export function chatStyle(title: string): string {
  return [COLOURS, PAGE, CHAT, EFFECTS, ON_SCREEN, PRINTED, printedMargins(title)].join('\n');
}

/** The name at the top of each printed page, and its number at the foot. */
export function printedMargins(title: string): string {
  return `@page{margin:18mm 15mm;@top-left{content:${cssString(title)};font:9pt system-ui,sans-serif;color:#555}@bottom-center{content:counter(page) " / " counter(pages);font:9pt system-ui,sans-serif;color:#555}}`;
}

/** The style of the list of chats. */
export const INDEX_STYLE = `${COLOURS}
${PAGE}
ul{list-style:none;padding:0}li{border-top:1px solid var(--line);padding:.6rem 0;break-inside:avoid;overflow-wrap:anywhere}li a{font-weight:600}
.a{float:right;width:3rem;height:3rem;object-fit:cover;border-radius:50%}`;
