import { hash } from 'node:crypto';
import { VERIFY_SCRIPT } from './verify-script.ts';
import { packWord, packWords } from './words.ts';

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:44rem;margin:3rem auto;padding:0 1rem}
#drop{border:2px dashed GrayText;border-radius:12px;padding:2rem;text-align:center}
#drop.over{border-color:Highlight}
#verdict{font-size:1.25rem;font-weight:600}
.good{color:light-dark(#146c2e,#6dd58c)}
.bad{color:light-dark(#b3261e,#f2b8b5)}
dt{color:GrayText;margin-top:.75rem}
dd,li{margin-inline-start:0;overflow-wrap:anywhere}
small{color:GrayText}
`;

/**
 * A page that checks the pack around it, in any browser and without a network. Its only script and style are those whose
 * digests are in its policy. Its language is that of the browser, otherwise that of the export.
 */
export function verifyPage(language: string): string {
  // No `<` that could end the script.
  const words = JSON.stringify(packWords()).replaceAll('<', '\\u003c');
  const script = `const WORDS=${words};\nconst LANGUAGE=${JSON.stringify(language)};\n${VERIFY_SCRIPT}`;
  const source = (text: string): string => `'sha256-${hash('sha256', text, 'base64')}'`;
  const policy = `default-src 'none'; script-src ${source(script)}; style-src ${source(STYLE)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${packWord('title', language)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1 data-word="title"></h1>
<p data-word="intro"></p>
<div id="drop"><label><span data-word="choose"></span><br><input id="folder" type="file" webkitdirectory multiple></label><p data-word="drop"></p></div>
<p id="verdict" role="status"></p>
<ul id="findings"></ul>
<dl id="facts"></dl>
<p><small data-word="limits"></small></p>
</main>
<script>${script}</script>
</body>
</html>
`;
}
