/** The script of `verify.html`: the checks of `verify-pack.ts`, for browsers. */
export const VERIFY_SCRIPT = String.raw`'use strict';
/* Files above this size are hashed in pieces, for which WebCrypto has no means. */
const AT_ONCE = 32 * 1024 * 1024;
const language = navigator.languages.map((each) => each.split('-')[0]).find((each) => Object.hasOwn(WORDS, each)) ?? LANGUAGE;
const t = { ...WORDS.en, ...WORDS[language] };
const $ = (id) => document.getElementById(id);
document.documentElement.lang = language;
document.title = t.title;
for (const node of document.querySelectorAll('[data-word]')) node.textContent = t[node.dataset.word];

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/* SHA-256 (FIPS 180-4) in pieces. */
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
function pieces() {
  const h = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
  const w = new Int32Array(64);
  const block = new Uint8Array(64);
  const view = new DataView(block.buffer);
  let [filled, length] = [0, 0];
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  function mix() {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(4 * i);
    for (let i = 16; i < 64; i++) {
      const [x, y] = [w[i - 15], w[i - 2]];
      w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    let [a, b, c, d, e, f, g, z] = h;
    for (let i = 0; i < 64; i++) {
      const one = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      z = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += z;
  }
  function add(bytes) {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + 64 - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === 64) { mix(); filled = 0; }
    }
  }
  return {
    add(bytes) { length += bytes.length; add(bytes); },
    end() {
      const bits = length * 8;
      add(Uint8Array.of(128));
      while (filled !== 56) add(Uint8Array.of(0));
      const tail = new DataView(new ArrayBuffer(8));
      tail.setUint32(0, Math.floor(bits / 4294967296));
      tail.setUint32(4, bits >>> 0);
      add(new Uint8Array(tail.buffer));
      return h.reduce((text, word) => text + (word >>> 0).toString(16).padStart(8, '0'), '');
    },
  };
}
async function sha256(file) {
  if (file.size <= AT_ONCE) return hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const digest = pieces();
  for (let at = 0; at < file.size; at += AT_ONCE) digest.add(new Uint8Array(await file.slice(at, at + AT_ONCE).arrayBuffer()));
  return digest.end();
}

/* True or false; null where the browser has no Ed25519. */
async function isSigned(bytes, signature, publicKey) {
  let key;
  try {
    const raw = Uint8Array.from(atob(publicKey.replace(/-/g, '+').replace(/_/g, '/')), (each) => each.charCodeAt(0));
    key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  } catch (error) {
    if (error.name === 'NotSupportedError') return null;
    return false;
  }
  return crypto.subtle.verify('Ed25519', key, signature, bytes);
}

async function check(found) {
  const findings = [];
  const add = (path, finding) => findings.push([path, finding]);
  const [own, mark] = ['MANIFEST.json', 'MANIFEST.sig'].map((name) => found.get(name));
  const [stamp, reason] = ['MANIFEST.tsr', 'NO-TIME-STAMP.txt'].map((name) => found.get(name));
  found.delete('MANIFEST.json');
  found.delete('MANIFEST.sig');
  if (own === undefined) add('MANIFEST.json', 'missing');
  if (mark === undefined) add('MANIFEST.sig', 'missing');
  if (own === undefined) return { findings };
  const bytes = await own.arrayBuffer();
  let manifest;
  try {
    manifest = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    if (manifest.format !== 'apple-juicer-pack' || manifest.version !== 1 || !Array.isArray(manifest.files)) throw new Error();
    if (manifest.files.some(({ path, sha256 }) => typeof path !== 'string' || typeof sha256 !== 'string')) throw new Error();
    if (typeof manifest.tree.sha256 !== 'string' || typeof manifest.key.publicKey !== 'string') throw new Error();
  } catch {
    add('MANIFEST.json', 'no-manifest');
    return { findings };
  }
  const signed = mark === undefined ? false : await isSigned(bytes, await mark.arrayBuffer(), manifest.key.publicKey);
  if (signed === false && mark !== undefined) add('MANIFEST.json, MANIFEST.sig', 'signature');
  let stampFact = null;
  if (typeof manifest.timeStamp === 'object') {
    found.delete('MANIFEST.tsr');
    found.delete('NO-TIME-STAMP.txt');
    if (stamp !== undefined && stamp.size < 262144) {
      const digest = hex(await crypto.subtle.digest('SHA-256', bytes));
      if (hex(await stamp.arrayBuffer()).includes(digest)) stampFact = t.stampUnchecked;
      else add('MANIFEST.tsr', 'stamp-differs');
    } else if (stamp !== undefined) add('MANIFEST.tsr', 'stamp-differs');
    else if (reason === undefined) add('MANIFEST.tsr', 'missing');
    else stampFact = t.noStamp;
  }
  const list = manifest.files.map(({ path, sha256 }) => sha256 + '  ' + path + '\n');
  if ((await sha256(new Blob(list))) !== manifest.tree.sha256) add('MANIFEST.json', 'tree-differs');
  const normal = new Map([...found.keys()].map((path) => [path.normalize(), path]));
  let done = 0;
  for (const { path, size, sha256: wanted } of manifest.files) {
    $('verdict').textContent = t.checking + ' ' + ++done + ' / ' + manifest.files.length;
    const name = found.has(path) ? path : normal.get(path.normalize());
    const file = found.get(name);
    found.delete(name);
    if (file === undefined) add(path, 'missing');
    else if (file.size !== size) add(path, 'changed');
    else {
      try {
        if ((await sha256(file)) !== wanted) add(path, 'changed');
      } catch {
        add(path, 'unreadable');
      }
    }
  }
  for (const path of found.keys()) add(path, 'added');
  return { findings, manifest, signed, stampFact };
}

function line(parent, tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  parent.append(node);
}

async function show(found) {
  $('findings').replaceChildren();
  $('facts').replaceChildren();
  $('verdict').className = '';
  $('verdict').textContent = t.checking;
  const { findings, manifest, signed, stampFact } = await check(found);
  const isWhole = findings.length === 0 && signed === true;
  $('verdict').className = isWhole ? 'good' : 'bad';
  $('verdict').textContent = isWhole ? t.whole : findings.length > 0 ? t.broken : t.unchecked;
  if (signed === null) line($('findings'), 'li', t['no-ed25519']);
  for (const [path, finding] of findings.slice(0, 1000)) line($('findings'), 'li', path + ': ' + t[finding]);
  if (findings.length > 1000) line($('findings'), 'li', '+ ' + (findings.length - 1000));
  if (manifest === undefined) return;
  const facts = [
    [t.signer, manifest.key.publicKey],
    ['', t.signerHint],
    [t.exported, manifest.about?.exportedAt + ', ' + manifest.madeBy],
    [t.backup, manifest.about?.backup?.name],
    [t.files, manifest.files.length],
    [t.tree, manifest.tree.sha256],
    ...(stampFact === null ? [] : [[t.timeStamp, stampFact]]),
  ];
  for (const [name, value] of facts) {
    if (name !== '') line($('facts'), 'dt', name);
    line($('facts'), 'dd', value);
  }
}

const below = (path) => path.slice(path.indexOf('/') + 1);
$('folder').addEventListener('change', (event) => {
  void show(new Map(Array.from(event.target.files, (file) => [below(file.webkitRelativePath), file])));
  /* Else the same folder could not be chosen again. */
  event.target.value = '';
});

async function collect(entry, path, found) {
  if (entry.isFile) {
    found.set(path, await new Promise((resolve, reject) => entry.file(resolve, reject)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const each of part) await collect(each, path === '' ? each.name : path + '/' + each.name, found);
  }
}
addEventListener('dragover', (event) => { event.preventDefault(); $('drop').className = 'over'; });
addEventListener('dragleave', () => { $('drop').className = ''; });
addEventListener('drop', async (event) => {
  event.preventDefault();
  $('drop').className = '';
  const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = new Map();
  const [only] = entries;
  if (entries.length === 1 && only.isDirectory) await collect(only, '', found);
  else for (const entry of entries) await collect(entry, entry.name, found);
  await show(found);
});
`;
