/**
 * The script of the search page: finds the terms of `words.ts` in the scripts of `search-index.ts`, and shows what has
 * all of them. `RULES` and `WORDS` are before it. Texts of the backup become text nodes only.
 */
export const SEARCH_SCRIPT = String.raw`
/* Scripts that are kept, shards of one word in a segment, and results shown at once. */
const MAX_KEPT = 600;
const MAX_SHARDS = 64;
const SHOWN = 25;
const byId = (id) => document.getElementById(id);
const [form, field, where, status, list, more] = ['form', 'q', 'where', 'status', 'results', 'more'].map(byId);

/* Scripts: each calls keepsake() with its name and value. */
const waiting = new Map();
const loaded = new Map();
globalThis.keepsake = (name, value) => waiting.get(name)?.(value);
function load(name) {
  let found = loaded.get(name);
  if (found === undefined) {
    found = new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const element = document.createElement('script');
      const end = () => { element.remove(); waiting.delete(name); reject(new Error(name)); };
      element.onload = end;
      element.onerror = end;
      element.src = 'search/' + name + '.js';
      document.head.append(element);
    });
    found.catch(() => loaded.delete(name));
    loaded.set(name, found);
    for (const [oldest] of loaded) if (loaded.size > MAX_KEPT && oldest !== 'directory') loaded.delete(oldest); else break;
  }
  return found;
}

/* Terms. */
const pattern = (source) => new RegExp('[' + source + ']', 'gu');
const class_ = (source) => new RegExp(source, 'gu');
const marks = class_(RULES.marks);
const ignored = class_(RULES.ignored);
const digits = class_(RULES.digits);
const letters = pattern(Object.keys(RULES.letters).join(''));
const fold = (text) => text.normalize('NFKD').replace(marks, '').replace(ignored, '').normalize('NFC').toLowerCase()
  .replace(marks, '')
  .replace(digits, (digit) => String((digit.charCodeAt(0) - (digit < '\u0900' ? 0 : 6)) & 15))
  .replace(letters, (letter) => RULES.letters[letter]);
function termsOf(text) {
  const terms = [];
  for (const [part, run] of fold(text).matchAll(new RegExp(RULES.parts, 'gu'))) {
    if (run === undefined) {
      const term = part.slice(0, RULES.maxWord);
      terms.push({ term, isPrefix: [...term].length > 1 || /[^\u0000-\u007f]/.test(term), isFree: !/^[\p{L}\p{M}\p{N}]/u.test(term) });
      continue;
    }
    const characters = [...run];
    if (characters.length === 1) terms.push({ term: run, isPrefix: true, isFree: true });
    for (let i = 0; i + 1 < characters.length; i++) {
      terms.push({ term: characters[i] + characters[i + 1], isPrefix: false, isFree: true });
    }
  }
  return terms;
}
globalThis.keepsakeTerms = (text) => termsOf(text).map(({ term }) => term);

/* The last of sorted texts that is not after another. */
function lastUntil(sorted, text) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= text) low = middle + 1; else high = middle;
  }
  return Math.max(0, low - 1);
}
const DIGIT = new Int8Array(128);
for (let i = 0; i < 64; i++) DIGIT[RULES.base.charCodeAt(i)] = i;
function markDocuments(text, flags) {
  let [document, value, shift] = [-1, 0, 0];
  for (let i = 0; i < text.length; i++) {
    const digit = DIGIT[text.charCodeAt(i)];
    value |= (digit & 31) << shift;
    if (digit & 32) { shift += 5; continue; }
    document += value + 1;
    flags[document] = 1;
    value = 0;
    shift = 0;
  }
}
async function documentsWith(segment, [documents, shards], { term, isPrefix }, onShort) {
  const flags = new Uint8Array(documents);
  const first = lastUntil(shards, term);
  let last = isPrefix ? lastUntil(shards, term + '\uffff') : first;
  let starts = isPrefix;
  if (last - first >= MAX_SHARDS) { onShort(); last = first; starts = false; }
  const wanted = [];
  for (let shard = first; shard <= last; shard++) wanted.push(load(segment + '/t' + shard));
  for (const shard of await Promise.all(wanted)) {
    for (let i = 0; i < shard.length; i += 2) {
      if (shard[i] === term || (starts && shard[i].startsWith(term))) markDocuments(shard[i + 1], flags);
    }
  }
  return flags;
}

/* Results as numbers: the day in the high digits, the number of the document in the low ones. */
const DAY = 2 ** 26;
async function find(terms, isWanted, directory, onShort) {
  const parts = [];
  let base = 0;
  for (const [segment, facts] of directory.segments.entries()) {
    if (facts[1].length === 0) continue;
    const [days, ...all] = await Promise.all([load(segment + '/days'), ...terms.map((term) => documentsWith(segment, facts, term, onShort))]);
    const found = [];
    for (let i = 0; i < facts[0]; i++) {
      if (!all.every((flags) => flags[i] === 1) || !isWanted(base + i)) continue;
      const day = (DIGIT[days.charCodeAt(3 * i)] << 12) | (DIGIT[days.charCodeAt(3 * i + 1)] << 6) | DIGIT[days.charCodeAt(3 * i + 2)];
      found.push(day * DAY + base + i);
    }
    parts.push(found);
    base += facts[0];
  }
  return Float64Array.from(parts.flat()).sort().reverse();
}
async function documentOf(number, directory) {
  let [segment, rest] = [0, number];
  while (rest >= directory.segments[segment][0]) rest -= directory.segments[segment++][0];
  return (await load(segment + '/d' + Math.floor(rest / directory.block)))[rest % directory.block];
}

/* Text with what was found in marks. */
const isWord = (text) => /[\p{L}\p{M}\p{N}]/u.test(text);
function marked(text, terms) {
  let folded = '';
  const places = [];
  let at = 0;
  for (const character of text) {
    const part = fold(character);
    for (let i = 0; i < part.length; i++) places.push(at);
    folded += part;
    at += character.length;
  }
  places.push(text.length);
  const hits = [];
  for (const { term, isPrefix, isFree } of terms) {
    for (let i = folded.indexOf(term); i !== -1; i = folded.indexOf(term, i + 1)) {
      const isStart = isFree || i === 0 || !isWord(folded[i - 1]);
      const isEnd = isFree || isPrefix || i + term.length === folded.length || !isWord(folded[i + term.length]);
      if (isStart && isEnd) hits.push([places[i], places[i + term.length]]);
    }
  }
  hits.sort((a, b) => a[0] - b[0]);
  const nodes = [];
  let done = 0;
  for (const [start, end] of hits) {
    if (start < done) continue;
    nodes.push(text.slice(done, start));
    const mark = document.createElement('mark');
    mark.textContent = text.slice(start, end);
    nodes.push(mark);
    done = end;
  }
  nodes.push(text.slice(done));
  return nodes;
}
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

let turn = 0;
let results = [];
let shown = 0;
let terms = [];
async function showMore(directory, mine) {
  const numbers = [...results.subarray(shown, shown + SHOWN)].map((value) => value % DAY);
  const documents = await Promise.all(numbers.map((number) => documentOf(number, directory)));
  if (mine !== turn) return;
  for (const [i, [address, title, stamp, text]] of documents.entries()) {
    const source = sourceOf(numbers[i], directory);
    const link = make('a', '', ...marked(title === '' ? source : title, terms));
    link.href = address;
    const head = [stamp, title === '' || title === source ? '' : source].filter((part) => part !== '').join(' · ');
    list.append(make('li', '', link, make('div', 'p', head), make('div', 'x', ...marked(text, terms))));
  }
  shown += numbers.length;
  more.hidden = shown >= results.length;
}
function sourceOf(number, { sources }) {
  let [low, high] = [0, sources.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sources[middle][2] <= number) low = middle + 1; else high = middle;
  }
  return sources[low - 1]?.[1] ?? '';
}
function wantedBy({ sources }) {
  const [kind, which] = [where.value.slice(0, 1), where.value.slice(1)];
  if (kind === '') return () => true;
  const ranges = sources.flatMap(([group, , first], i) =>
    (kind === 'g' ? group === which : String(i) === which) ? [[first, sources[i + 1]?.[2] ?? Infinity]] : []);
  return (number) => ranges.some(([first, end]) => number >= first && number < end);
}
async function search() {
  const mine = ++turn;
  const query = field.value.trim();
  terms = termsOf(query);
  if (query !== '' || location.hash !== '') location.replace('#' + encodeURIComponent(query));
  if (terms.length === 0) {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = WORDS.hint;
    return;
  }
  status.textContent = WORDS.loading;
  list.setAttribute('aria-busy', 'true');
  try {
    const directory = await load('directory');
    let isShort = false;
    const found = await find(terms, wantedBy(directory), directory, () => { isShort = true; });
    if (mine !== turn) return;
    results = found;
    shown = 0;
    list.replaceChildren();
    await showMore(directory, mine);
    if (mine !== turn) return;
    const count = found.length === 0 ? WORDS.none : found.length === 1 ? WORDS.one : WORDS.many.replace('{n}', found.length.toLocaleString(document.documentElement.lang));
    status.textContent = isShort ? count + ' ' + WORDS.short : count;
  } catch {
    if (mine === turn) status.textContent = WORDS.failed;
  }
  if (mine === turn) list.removeAttribute('aria-busy');
}
function option(text, value) {
  const element = make('option', '', text);
  element.value = value;
  return element;
}
async function fillWhere() {
  const { sources } = await load('directory');
  const groups = new Map();
  for (const [i, [group, name]] of sources.entries()) groups.set(group, [...(groups.get(group) ?? []), [name, i]]);
  for (const [group, names] of groups) {
    where.append(option(group, 'g' + group));
    if (names.length < 2) continue;
    const inner = document.createElement('optgroup');
    inner.label = group;
    for (const [name, i] of names) inner.append(option(name, 's' + i));
    where.append(inner);
  }
}

let timer = 0;
field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(search, 200); });
where.addEventListener('change', () => void search());
form.addEventListener('submit', (event) => { event.preventDefault(); clearTimeout(timer); void search(); });
more.addEventListener('click', async () => {
  const next = list.children.length;
  await showMore(await load('directory'), turn);
  list.children[next]?.querySelector('a')?.focus();
});
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...list.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement);
  if (event.key === '/' && document.activeElement !== field) { event.preventDefault(); field.focus(); field.select(); }
  else if (event.key === 'ArrowDown' && (at !== -1 || document.activeElement === field)) { event.preventDefault(); links[at + 1]?.focus(); }
  else if (event.key === 'ArrowUp' && at !== -1) { event.preventDefault(); (links[at - 1] ?? field).focus(); }
});
form.hidden = false;
const asked = location.hash.length > 1 ? location.hash.slice(1) : new URLSearchParams(location.search).get('q') ?? '';
try { field.value = location.hash.length > 1 ? decodeURIComponent(asked) : asked; } catch { field.value = asked; }
field.focus();
fillWhere().catch(() => { status.textContent = WORDS.failed; });
void search();
`;
