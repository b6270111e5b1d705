import { CHAT, COLOURS, EFFECTS, ON_SCREEN, PAGE, PRINTED } from '../chats/chat-style.ts';

/** What a keepsake has besides chats: navigation, lists, records, grids of pictures, the search. */
const KEEPSAKE = `body>header,main,footer{max-width:60rem;margin-inline:auto}body{max-width:none}main.c0{max-width:46rem}
.skip{position:absolute;left:-99rem}.skip:focus{position:static}
.top{border-bottom:1px solid var(--line);padding-bottom:.6rem;margin:0 auto 1.2rem;align-items:center;max-width:60rem}
a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:.3rem}
form{display:flex;flex-wrap:wrap;gap:.5rem;margin:0}[hidden]{display:none!important}
input,select,button,.button{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--dim);border-radius:.5rem;padding:.35rem .7rem;max-width:100%}
input{min-width:12rem;flex:1}button,.button{cursor:pointer;text-decoration:none}
main>form{margin:1rem 0}mark{background:#ffe08a;color:#1d1d1f;border-radius:.2rem}
h2{overflow-wrap:anywhere}main:not(.c0) h2{text-align:start}main:not(.c0) section{content-visibility:visible}ul.l,ol.l{list-style:none;padding:0}.l>li{border-top:1px solid var(--line);padding:.6rem 0;break-inside:avoid;overflow-wrap:anywhere}.l>li>a{font-weight:600}.l .a{float:right;width:3rem;height:3rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.7rem;list-style:none;padding:0}
.tiles a{display:block;background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:.8rem;text-decoration:none;overflow-wrap:anywhere}.tiles .p{display:block}
.areas h2{font-size:1rem;margin:1.5rem 0 .5rem}
article{border-top:1px solid var(--line);padding:.8rem 0;break-inside:avoid;scroll-margin-top:1rem}article h2{font-size:1rem;margin:0;padding:0;text-align:start;color:var(--ink)}
article p{margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}article .h{max-width:none;font-size:.85rem}article:target{outline:3px solid var(--link);outline-offset:4px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.85rem;margin:.4rem 0}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
@media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.3rem}}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:.3rem}
.grid a{display:flex;align-items:center;justify-content:center;aspect-ratio:1;background:var(--card);border-radius:.3rem;overflow:hidden;position:relative;font-size:.75rem;padding:0;text-align:center;overflow-wrap:anywhere}
.grid img{width:100%;height:100%;object-fit:cover;border-radius:0;max-height:none}.grid .t{position:absolute;right:.3rem;bottom:.3rem;background:#000b;color:#fff;border-radius:.3rem;padding:0 .3rem}
figure{display:none;margin:0}figure:target{display:grid;grid-template-rows:auto 1fr auto;position:fixed;inset:0;z-index:1;background:var(--page);padding:.7rem;gap:.5rem;overflow:auto}
figure nav{margin:0;justify-content:center}figure .view{min-height:8rem;display:flex;align-items:center;justify-content:center}figure .view img,figure .view video{max-height:72vh;max-width:100%;margin:auto}
body:has(figure:target){overflow:hidden}body:has(figure:target) :is(.top,section,h1,main>nav){visibility:hidden}
figcaption{font-size:.85rem;overflow-wrap:anywhere;max-width:46rem;margin:0 auto}figcaption p{margin:.2rem 0;white-space:pre-wrap}
.note{overflow-wrap:anywhere}.note img{max-width:100%}.note table{border-collapse:collapse}.note td{border:1px solid var(--line);padding:.3rem .6rem}.note h2,.note h3{text-align:start;color:var(--ink);font-size:1.1rem;padding:.5rem 0 0}
.note pre{white-space:pre-wrap}`;

const PRINTED_KEEPSAKE = `@media print{form,.top,.skip,.grid .t{display:none}figure,figure:target{display:none}.grid{grid-template-columns:repeat(5,1fr)}main,header{max-width:none}}`;

/** The style sheet of all pages. */
export const KEEPSAKE_STYLE = [COLOURS, PAGE, CHAT, EFFECTS, ON_SCREEN, KEEPSAKE, PRINTED, PRINTED_KEEPSAKE].join('\n');
