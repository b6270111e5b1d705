import { ATTACHMENT_KINDS } from './attachment-kinds.ts';
import { line } from './body.ts';
import type { NoteKind } from './draft.ts';

/** Kinds of notes without attachments. */
const TEXT_KINDS: readonly NoteKind[] = [
  {
    name: 'plain',
    from: 9,
    make: (context) => ({
      title: `Ideas ${context.index}`,
      paragraphs: [line(context.phrase()), line(''), line(context.phrase())],
    }),
  },
  {
    name: 'formatted',
    from: 9,
    make: (context) => ({
      title: `Draft ${context.index}`,
      paragraphs: [
        line('A heading', { style: 1 }),
        line('And one below', { style: 2 }),
        {
          runs: [
            { text: 'Bold words, ', bold: true },
            { text: 'italic ones, ', italic: true },
            { text: 'both', bold: true, italic: true, underline: true },
            { text: ' and a ' },
            { text: 'link to the shop', link: 'https://example.com/shop?a=1&b=2' },
            { text: ' and a ' },
            { text: 'trap', link: 'javascript:alert(1)' },
          ],
        },
        {
          alignment: 1,
          runs: [
            { text: 'Centred and red', color: [1, 0, 0] },
            { text: ' gone', strike: true },
          ],
        },
        { runs: [{ text: 'E = mc' }, { text: '2', baseline: 1 }, { text: ' H' }, { text: '2', baseline: -1 }] },
        line('Quoted <b>words</b> & "more"', { quote: true }),
        line('const answer = 42;', { style: 4 }),
        line('return answer;', { style: 4 }),
      ],
      isPinned: true,
    }),
  },
  {
    name: 'checklist',
    from: 9,
    make: (context) => ({
      title: `Shopping ${context.index}`,
      paragraphs: [
        line('Milk', { style: 103, done: true }),
        line('Bread', { style: 103, done: false }),
        line('Rye', { style: 103, done: false, indent: 1 }),
        line('Lemons 🍋', { style: 103, done: false }),
      ],
    }),
  },
  {
    name: 'lists',
    from: 9,
    make: (context) => ({
      title: `Recipe ${context.index}`,
      paragraphs: [
        line('Dotted', { style: 100 }),
        line('Dotted, deeper', { style: 100, indent: 1 }),
        line('Dashed', { style: 101 }),
        line('First', { style: 102 }),
        line('Second', { style: 102 }),
        line('Second, deeper', { style: 102, indent: 1 }),
        line('Third', { style: 102 }),
        line('A line\u2028broken in two'),
      ],
    }),
  },
  {
    name: 'locked by password',
    from: 9,
    make: (context) => ({
      title: `Secret ${context.index}`,
      paragraphs: [line(`The code is ${context.index} 🔑`)],
      lock: 'password',
    }),
  },
  {
    name: 'locked by passcode',
    from: 17,
    make: (context) => ({ title: `Sealed ${context.index}`, paragraphs: [], lock: 'device-passcode' }),
  },
  {
    name: 'trashed',
    from: 9,
    make: (context) => ({ title: `Old ${context.index}`, paragraphs: [line(context.phrase())], folder: 'trash' }),
  },
  {
    name: 'tombstone',
    from: 9,
    make: () => ({ title: 'New Note', paragraphs: [], folder: 'trash', isDeleted: true, isDownloaded: false }),
  },
  {
    name: 'not downloaded',
    from: 9,
    make: (context) => ({ title: `In the cloud ${context.index}`, paragraphs: [], isDownloaded: false }),
  },
  {
    name: 'shared',
    from: 12,
    make: (context) => ({ title: `Together ${context.index}`, paragraphs: [line(context.phrase())], isShared: true }),
  },
  {
    name: 'scripts',
    from: 9,
    make: (context) => ({
      title: `買い物 ${context.index}`,
      paragraphs: [line('體驗看法 👩‍💻 覺得很大'), line('مرحبا بالعالم'), line('Łódź, naïve, e\u0301tude')],
    }),
  },
];

/** All kinds of notes, used in turn. */
export const NOTE_KINDS: readonly NoteKind[] = [...TEXT_KINDS, ...ATTACHMENT_KINDS];
