import type { Card } from '../contacts/contact-cards.ts';
import type { AttachmentKind } from '../messages/messages-truth.ts';
import { line } from '../notes/body.ts';
import type { NoteDraft } from '../notes/draft.ts';
import { noteTitle } from './titles.ts';

/** Lengths in seconds of the films and sounds in `assets/demo`, which the databases of the demo name. */
export const STORY_SECONDS = { film: 3, voice: 9 } as const;

/** A file of a message: its type and name, and its contents where no picture or sound takes their place. */
interface StoryFile {
  readonly uti: string;
  readonly mimeType: string;
  readonly name: string;
  readonly contents?: Buffer;
}

const file = (uti: string, mimeType: string, name: string, text: string): StoryFile => {
  return { uti, mimeType, name, contents: Buffer.from(text, 'utf8') };
};

const FILES: Readonly<Partial<Record<AttachmentKind, readonly StoryFile[]>>> = {
  photo: [
    { uti: 'public.jpeg', mimeType: 'image/jpeg', name: 'IMG_0412.JPG' },
    { uti: 'public.jpeg', mimeType: 'image/jpeg', name: 'Gardasee am Morgen.jpeg' },
    { uti: 'public.jpeg', mimeType: 'image/jpeg', name: 'IMG_0388.JPG' },
  ],
  file: [
    file(
      'public.plain-text',
      'text/plain',
      'Packing list.txt',
      'Passports\nSun cream\nGood shoes\nThe book from Olivia\nCharger (the long one)\n',
    ),
    file(
      'public.comma-separated-values-text',
      'text/csv',
      'Kitchen budget.csv',
      'Item,Price\nCupboards,1840\nOven,620\nPaint (Sage),96\nPizza for the helpers,54\n',
    ),
    file(
      'public.plain-text',
      'text/plain',
      'Apple pie.txt',
      'Six apples, not too sweet\n250 g flour, 150 g butter, a pinch of salt\nCinnamon\n180 °C, 50 minutes\n',
    ),
  ],
};

/** A file of the demo in place of those with difficult names; none for kinds whose names are ordinary. */
export function storyFile(kind: AttachmentKind, number: number): StoryFile | undefined {
  const files = FILES[kind];
  return files?.[number % files.length];
}

/** A text that is sent as a document. */
export const STORY_DOCUMENT = Buffer.from(
  'Rechnung 2025-031\n\nSchreinerei Weiß, Hafenstraße 12\nArbeitsplatte Eiche, geölt: 380,00 €\nBitte bis 31. März. Danke!\n',
  'utf8',
);

const COMPANIES = [
  'Lemon Grove Bakery',
  'Harbour Street Dental',
  'Weiß & Sons Carpenters',
  'City Library',
  'Luna Taxi',
];

/** Size of the pictures in `assets/demo`. */
export const STORY_PIXELS = { width: 1024, height: 768 } as const;

const CARD_NOTES = [
  'Met at the choir; knows everything about bees.',
  'Allergic to nuts.\nHis sister runs the bookshop in Harbour Street.',
  'Has our spare key.',
  'Vegetarian. Loves lemon cake 🍋',
];

/** A card of the demo: the same person with a note that somebody could have written. */
export function storyCard(card: Card, index: number): Card {
  const { Note, Nickname, First, Organization, Kind } = card.fields;
  return {
    ...card,
    fields: {
      ...card.fields,
      ...(typeof Note === 'string' ? { Note: CARD_NOTES[Math.floor(index / 4) % CARD_NOTES.length] } : {}),
      ...(typeof Nickname === 'string' && typeof First === 'string' ? { Nickname: First.slice(0, 3) } : {}),
      ...(Kind === 1 && typeof Organization === 'string' ? { Organization: COMPANIES[index % COMPANIES.length] } : {}),
    },
  };
}

/** Bodies of notes by kind, in turn; notes of other kinds keep theirs. */
const NOTE_BODIES: Readonly<Record<string, readonly NoteDraft['paragraphs'][]>> = {
  formatted: [
    [
      line('Dear Ms. Okafor,', {}),
      {
        runs: [
          { text: 'for two years I have been doing this work ' },
          { text: 'without the title', italic: true },
          { text: ', and I would love to do it ' },
          { text: 'with it', bold: true },
          { text: '. My portfolio is ' },
          { text: 'here', link: 'https://example.com/portfolio' },
          { text: '.' },
        ],
      },
      line('What I bring', { style: 1 }),
      line('Four shipped products, one of them with 40,000 users', { style: 100 }),
      line('A team that still talks to me', { style: 100 }),
      line('References', { style: 2 }),
      { runs: [{ text: 'Ask anybody, except the coffee machine', strike: true }, { text: ' On request.' }] },
    ],
    [
      line('Dear Zoë, dear Björn,', {}),
      line('How it began', { style: 1 }),
      {
        runs: [
          { text: 'It began with a flat tyre', bold: true },
          { text: ' in front of the library, and with a pump that ' },
          { text: 'neither of you could use', italic: true, underline: true },
          { text: '.' },
        ],
      },
      line('Love is whoever waits in the rain with you.', { quote: true }),
      { alignment: 1, runs: [{ text: 'Raise your glasses!', color: [0.8, 0.2, 0.1] }] },
    ],
  ],
  lists: [
    [
      line('For the ragù', { style: 1 }),
      line('500 g minced beef', { style: 100 }),
      line('or lentils, for Olivia', { style: 100, indent: 1 }),
      line('Two carrots, two sticks of celery', { style: 100 }),
      line('A glass of red wine (the cook gets one, too)', { style: 101 }),
      line('Fry slowly, at least an hour', { style: 102 }),
      line('Layer: ragù, béchamel, pasta', { style: 102 }),
      line('cheese only on top', { style: 102, indent: 1 }),
      line('180 °C, 40 minutes', { style: 102 }),
      line('Rest ten minutes,\u2028even if everybody is hungry'),
    ],
    [
      line('Three lemons, unwaxed', { style: 100 }),
      line('zest first, then juice', { style: 100, indent: 1 }),
      line('Sugar, flour, butter: 200 g each', { style: 101 }),
      line('Beat butter and sugar', { style: 102 }),
      line('Add four eggs', { style: 102 }),
      line('one at a time', { style: 102, indent: 1 }),
      line('160 °C, 45 minutes', { style: 102 }),
      line('Glaze while warm.\u2028Hide from the kids.'),
    ],
  ],
  'locked by password': [[line('Front door 4711 🔑, cellar 0815')], [line('Household 77-1234, travel 88-5678')]],
};

/** A note of the demo: title and body as people write them. */
export function storyNote<Draft extends NoteDraft>(kind: string, round: number, draft: Draft): Draft {
  const bodies = NOTE_BODIES[kind];
  const paragraphs = bodies?.[round % bodies.length] ?? draft.paragraphs;
  return { ...draft, title: noteTitle(kind, round, draft.title), paragraphs };
}

const AGENDAS = [
  'Agenda:\n1. What we learned in spring\n2. Budget until autumn\n3. Who talks to the printers?',
  'Please bring your numbers.\n1. Sales\n2. New recipes 🍋\n3. Holidays',
];

/** The notes of an event in the demo. */
export function storyAgenda(notes: string | null, rowId: number): string | null {
  return notes === null ? null : (AGENDAS[rowId % AGENDAS.length] ?? notes);
}
