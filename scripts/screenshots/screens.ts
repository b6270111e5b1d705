import { hash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { waitUntilTrue } from './wait.ts';

/** Requests a path of the API, in which `$backup` is replaced by the demo's id. */
export type Ask = (path: string) => Promise<unknown>;

/** A screen with its contents. */
export interface Screen {
  readonly name: string;
  /** Path below `/app/`; `$backup` is the demo, `$chosen` the result of `prepare`. */
  readonly address: string;
  /** Returns the key of the record to open. */
  readonly prepare?: (ask: Ask) => Promise<string>;
  /** Interactions before the screenshot. */
  readonly steps?: (page: Page) => Promise<void>;
}

const SMS = hash('sha1', 'HomeDomain-Library/SMS/sms.db');

/** The first item of a list in the API. */
const first =
  (path: string, wanted: (item: Item) => boolean = () => true) =>
  async (ask: Ask): Promise<string> => {
    const { items } = (await ask(`/backups/$backup/${path}`)) as { readonly items: readonly Item[] };
    const found = items.find(wanted) ?? items[0];
    if (found === undefined) throw new Error(`The demo has nothing at ${path}.`);
    return encodeURIComponent(found.key);
  };

interface Item {
  readonly key: string;
  readonly title?: string | null;
  readonly isLocked?: boolean;
}

const messages: Screen = {
  name: 'messages',
  address: 'b/$backup/messages?c=$chosen',
  prepare: first('artifacts/messages/conversations?sort=messages&limit=1'),
};

/** Some messages of the longest chat are selected, which the bar below offers to copy and to export. */
const selection: Screen = {
  ...messages,
  name: 'chat-selection',
  steps: async (page) => {
    await page.locator('[data-message]').last().waitFor();
    await page.keyboard.press('n');
    await page.locator('[data-message]:focus').waitFor();
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page
      .locator('[data-message]')
      .nth(-4)
      .click({ modifiers: ['Shift'] });
    await page.getByText(/^[2-9] selected$/).waitFor();
  },
};

/** Pictures, links, files and voices of the longest chat. */
const gallery: Screen = {
  ...messages,
  name: 'chat-gallery',
  address: `${messages.address}&dialog=gallery`,
  steps: async (page) => {
    const pictures = page.getByRole('dialog').getByRole('listitem').locator('img');
    await pictures.nth(3).waitFor();
  },
};

const photos: Screen = { name: 'photos', address: 'b/$backup/photos' };

const overview: Screen = {
  name: 'overview',
  address: 'b/$backup/overview',
  steps: (page) => page.locator('main .animate-shimmer').first().waitFor({ state: 'hidden' }),
};

/** What no artifact reads, at the end of the ledger. */
const unread: Screen = {
  name: 'ledger-unread',
  address: 'b/$backup/ledger',
  steps: async (page) => {
    const heading = page.locator('#ledger-unread');
    await heading.waitFor();
    await heading.evaluate((element) => element.scrollIntoView());
  },
};

/** Kinds whose list, record and export are shown. */
const DECLARED = ['voicemail', 'safari-history', 'wifi-access-point'] as const;

/** The list of a record kind, and one of its records. */
const recordScreens = (kind: string): readonly Screen[] => [
  { name: `records-${kind}`, address: `b/$backup/records/${kind}` },
  {
    name: `record-${kind}`,
    address: `b/$backup/records/${kind}/$chosen`,
    prepare: first(`kinds/${kind}/records?limit=1`),
  },
];

/** Every screen. */
export const SCREENS: readonly Screen[] = [
  { name: 'backups', address: '' },
  overview,
  messages,
  selection,
  gallery,
  {
    name: 'whatsapp',
    address: 'b/$backup/whatsapp?c=$chosen',
    prepare: first('artifacts/whatsapp/chats?sort=messages&limit=1'),
  },
  photos,
  {
    name: 'photo',
    address: 'b/$backup/photos?p=$chosen&info=true',
    prepare: first('artifacts/photos?limit=20'),
    // A small picture is shown until the large one is there.
    steps: async (page) => {
      await waitUntilTrue(
        page,
        '[...document.querySelectorAll("[role=dialog] img")].some((image) => image.naturalWidth > 900)',
      );
    },
  },
  { name: 'map', address: 'b/$backup/map' },
  {
    name: 'notes',
    address: 'b/$backup/notes?n=$chosen',
    prepare: first(
      'artifacts/notes?limit=50',
      ({ isLocked, title }) => isLocked !== true && /wedding/i.test(title ?? ''),
    ),
  },
  { name: 'calendar', address: 'b/$backup/calendar' },
  {
    name: 'people',
    address: 'b/$backup/people?p=$chosen',
    prepare: async (ask) => {
      const { items } = (await ask('/people?backup=$backup&limit=1')) as { readonly items: readonly Item[] };
      return encodeURIComponent(items[0]?.key ?? '');
    },
  },
  { name: 'calls', address: 'b/$backup/calls' },
  { name: 'files', address: `b/$backup/files?d=HomeDomain&p=Library/SMS&f=${SMS}&table=message` },
  { name: 'tables', address: 'b/$backup/tables?t=messages' },
  unread,
  { name: 'ledger', address: 'b/$backup/ledger?open=messages' },
  { name: 'everything', address: 'b/$backup/everything' },
  ...DECLARED.flatMap(recordScreens),
  { name: 'person-of-voicemail', address: 'b/$backup/people?p=%2B493012345678' },
  {
    name: 'map-wifi-access-point',
    address: 'b/$backup/map?at=45.4,11.9,4&kind=wifi-access-point&area=45.4065,45.4063,11.8769,11.8767',
  },
  { name: 'ledger-voicemail', address: 'b/$backup/ledger?open=voicemail' },
  { name: 'timeline', address: 'timeline' },
  { name: 'timeline-web', address: 'timeline?areas=web' },
  { name: 'search', address: 'search?q=coffee' },
  { name: 'search-voicemail', address: 'search?q=bicycle' },
  { name: 'search-web', address: 'search?q=area%3Aweb' },
  {
    name: 'palette',
    address: 'b/$backup/overview',
    steps: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('coffee');
      await page.getByRole('dialog').locator('mark').first().waitFor();
    },
  },
  { name: 'settings', address: 'settings' },
];

/** Screens with a screenshot in the size of a phone. */
export const PHONE_SCREENS: readonly Screen[] = [overview, messages, photos];

/** Screens with a screenshot in German. */
export const GERMAN_SCREENS: readonly Screen[] = [overview, unread];

/** Kinds with a screenshot of their HTML export. */
export const EXPORTED: readonly string[] = DECLARED;
