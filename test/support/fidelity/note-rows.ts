import { lacks, type RowChecks, seenIn } from './check.ts';

const PAGE = 'test/web/notes.test.ts';
const FORMATTED = seenIn(PAGE, 'are listed with pinned ones first, and shown formatted');

/** Checks of the table “Notes”. */
export const NOTE_ROWS: Readonly<Record<string, RowChecks>> = {
  'text, lists, tables, colours, quotations': {
    DB: ['"text":"Bold words, "', '"text":"Lime | wild"', '#ff0000'],
    page: FORMATTED,
    HTML: [
      '<b>Bold words, </b>',
      '<ul class="dashed">',
      '<td dir="auto">Lime | wild</td>',
      'color:#ff0000',
      '<blockquote>',
    ],
    TXT: ['Bold words, italic ones', 'Lime | wild', '> Quoted'],
    JSON: ['"text":"Bold words, "', '"text":"Lime | wild"', '#ff0000'],
  },
  'drawings, scans, pictures, sound, PDF': {
    DB: ['|kind=drawing|', '|kind=scan|', '|kind=image|', '|kind=audio|'],
    page: seenIn(PAGE, 'show pictures if the backup is unlocked, and tables always'),
    HTML: [/<img src="[^"]*\.png"/, /href="[^"]*Scanned%20Documents\.pdf"/, '<audio src='],
    TXT: ['[Drawing]', /== files\/[0-9a-f]{8}-[0-9a-f]{40}\.png/, /== files\/.*Scanned Documents\.pdf/],
    JSON: [/"path":"files\/[^"]*\.png"/, /"path":"files\/[^"]*Scanned Documents\.pdf"/],
  },
  'galleries in their order': {
    DB: '|kind=gallery|',
    HTML: /(?:<img [^>]*page\.jpg"[^>]*>[^<]*(?:<\/?(?:a|p|span|div)[^>]*>)*){3}/,
    TXT: '[page.jpg][page.jpg][page.jpg]',
    JSON: '"kind":"gallery"',
  },
  'hashtags, mentions, calculations, graphs': {
    DB: ['"inline":"hashtag"', '"inline":"mention"'],
    page: FORMATTED,
    HTML: ['#holiday', '@Ana'],
    TXT: 'With @Ana for #holiday',
    JSON: ['"inline":"hashtag"', '"inline":"mention"'],
  },
  'words in pictures and handwriting found': {
    DB: [/Receipt \d+/, /handwritten \d+/],
    page: seenIn(PAGE, 'are searched by words'),
    JSON: [/Receipt \d+/, /handwritten \d+/],
  },
  'links between notes': {
    DB: '"inline":"link"',
    HTML: /See <a [^>]*href="[^"]*Trip%20\d+\.html"/,
    TXT: 'See Trip',
    JSON: '"inline":"link"',
  },
  'smart folders and their notes': {
    DB: '|kind=smart|',
    page: seenIn(PAGE, 'are filtered by folder, locked and deleted'),
    HTML: /<h2>Holidays · iCloud<\/h2><ul><li><a href="/,
    TXT: /Holidays · iCloud\n/,
    JSON: '"type":"smart-folder"',
  },
  'people it is shared with': {
    DB: /participants=\[\{/,
    page: FORMATTED,
    HTML: /shared with: \S/,
    TXT: /shared with: \S/,
    JSON: /"participants":\[\{/,
  },
  'Quick Notes': {
    DB: '|is_quick_note=1|',
    page: FORMATTED,
    HTML: 'kind: Quick Note',
    TXT: 'kind: Quick Note',
    JSON: '"isQuickNote":true',
  },
  'locked with a password': {
    DB: /is_locked=1[^\n]*body_state=locked/,
    page: seenIn(PAGE, 'open with their own password'),
    HTML: /The code is \d+ 🔑/,
    TXT: /The code is \d+ 🔑/,
    JSON: /The code is \d+ 🔑/,
  },
  'tables, pictures, drawings and scans in them': {
    DB: /is_locked=1[^\n]*lock=\{/,
    page: seenIn(PAGE, 'show what is attached to a locked note when its password opens it'),
    HTML: /<td[^>]*>(?:<[^>]*>)*\d+ 4711/,
    TXT: /\d+ 4711/,
    JSON: /"name":"Passport \d+\.jpg"[^}]*"isLocked":false/,
  },
  'locked with the device passcode': {
    DB: lacks(/title=Sealed[^\n]*body_state=read/),
    page: seenIn('src/views/notes/notes.test.ts', 'shows the lock scheme but not the encryption parameters'),
    HTML: lacks(/<h1 dir="auto">Sealed/),
    TXT: lacks(/title: Sealed[^=]*modified: \S+\n\nSealed/),
    JSON: lacks(/"title":"Sealed[^\n]*"bodyState":"read"/),
  },
  'collapsed headings': {
    DB: lacks('collapsed'),
    page: lacks('collapsed'),
    HTML: lacks(/<details[^>]*><summary><h\d/),
    TXT: lacks('collapsed'),
    JSON: lacks('collapsed'),
  },
};
