import { hash } from 'node:crypto';
import type { Page } from 'playwright-core';

/** One state of a screen: its URL and what is done to reach it. */
export interface ScreenState {
  readonly name: string;
  /** Appended to the path of the screen: search parameters. */
  readonly search?: string;
  /** Values of parameters in the path and of `$key` in `search`. */
  readonly values?: (ask: Ask) => Promise<Readonly<Record<string, string>>>;
  /** Opens the menu, dialog or mode; waits for its contents. */
  readonly act?: (page: Page) => Promise<void>;
}

/** Requests a path below `/backups/{backup}/` from the API. */
export type Ask = (path: string) => Promise<{ readonly items: readonly ItemKeys[] }>;

/** What the item of a list is found by. */
interface ItemKeys {
  readonly key: string;
  /** Of a day of an event. */
  readonly event?: string;
}

const SMS_DATABASE = hash('sha1', 'HomeDomain-Library/SMS/sms.db');

const key = (path: string) => async (ask: Ask) => ({ key: (await ask(path)).items[0]?.key ?? '' });

const longestChat = key('artifacts/messages/conversations?sort=messages&limit=1');
const newestPhoto = key('artifacts/photos?limit=1');

const main = (page: Page) => page.getByRole('main');
const inDialog = (page: Page) => page.getByRole('dialog').last();

/** Presses a button of the screen and waits for what it opens. */
const press =
  (name: string | RegExp, opens: 'dialog' | 'menu' = 'dialog') =>
  async (page: Page): Promise<void> => {
    await main(page).getByRole('button', { name, exact: true }).first().click();
    await page.getByRole(opens).first().waitFor();
  };

const chatStates = (values: ScreenState['values']): readonly ScreenState[] => {
  const withKey = values === undefined ? {} : { values };
  const message = (page: Page) => page.locator('[data-message]').last();
  return [
    { name: 'list', act: (page) => page.locator('[data-chat]').first().waitFor() },
    { name: 'chat', search: '?c=$key', ...withKey, act: (page) => message(page).waitFor() },
    { name: 'info', search: '?c=$key&dialog=info', ...withKey, act: (page) => inDialog(page).waitFor() },
    {
      name: 'date',
      search: '?c=$key&dialog=date',
      ...withKey,
      act: (page) => inDialog(page).getByRole('table').waitFor(),
    },
    { name: 'export', search: '?c=$key&dialog=export', ...withKey, act: (page) => inDialog(page).waitFor() },
  ];
};

/** The states in which every screen is looked at, by its path in the router. */
export const SCREEN_STATES: Readonly<Record<string, readonly ScreenState[]>> = {
  '': [
    { name: 'list', act: (page) => page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor() },
    { name: 'menu', act: press('Actions for Robin’s iPhone', 'menu') },
    ...['details', 'index', 'rename', 'remove', 'add'].map((dialog) => ({
      name: dialog,
      search: `?dialog=${dialog}&backup=$backup`,
      act: async (page: Page) => {
        await inDialog(page).getByRole('button').first().waitFor();
        if (dialog === 'details') await page.getByText('Serial number').waitFor();
        if (dialog === 'add') await page.getByRole('button', { name: 'Folder above' }).waitFor();
      },
    })),
  ],
  search: [
    { name: 'empty' },
    {
      name: 'hits',
      search: '?q=the',
      act: (page) => page.getByRole('list', { name: 'Hits' }).getByRole('link').first().waitFor(),
    },
    { name: 'no hits', search: '?q=xqzxqz', act: (page) => page.getByRole('heading').nth(1).waitFor() },
    { name: 'help', act: press(/^(?:Help|How to search)/) },
    { name: 'saved', act: press('Saved searches') },
    { name: 'export', search: '?q=the', act: press(/^Export/) },
  ],
  timeline: [
    { name: 'list', act: (page) => main(page).getByRole('link').first().waitFor() },
    { name: 'kinds', act: press(/^Types: /, 'menu') },
  ],
  settings: [{ name: 'whole', act: (page) => page.getByText('Apache 2.0').waitFor() }],
  'b/$backupId/start': [
    { name: 'done', act: (page) => page.getByRole('heading', { name: 'What would you like to do?' }).waitFor() },
  ],
  'b/$backupId/overview': [
    { name: 'whole', act: (page) => page.getByRole('heading', { name: 'Activity' }).first().waitFor() },
    { name: 'keepsake', act: press('Keepsake …') },
  ],
  'b/$backupId/messages': [
    ...chatStates(longestChat),
    {
      name: 'gallery',
      search: '?c=$key&dialog=gallery',
      values: longestChat,
      act: (page) => inDialog(page).getByRole('listitem').first().waitFor(),
    },
    {
      name: 'message',
      search: '?c=$key',
      values: longestChat,
      act: async (page) => {
        await page.locator('[data-message]').last().waitFor();
        await page.keyboard.press('n');
        await page.locator('[data-message]:focus').waitFor();
        await page.keyboard.press('Enter');
        await page.getByRole('dialog', { name: 'Details' }).getByText('Sent', { exact: true }).waitFor();
      },
    },
    {
      name: 'selection',
      search: '?c=$key',
      values: longestChat,
      act: async (page) => {
        await page.locator('[data-message]').last().waitFor();
        await page.keyboard.press('n');
        await page.locator('[data-message]:focus').waitFor();
        await page.keyboard.press('x');
        await page.getByText('1 selected').waitFor();
      },
    },
    {
      name: 'find',
      search: '?c=$key&find=the',
      values: longestChat,
      act: (page) => page.getByText(/^\d+ of \d+$/).waitFor(),
    },
    { name: 'unknown', search: '?c=%22424242%22', act: (page) => page.getByRole('heading', { level: 1 }).waitFor() },
  ],
  'b/$backupId/whatsapp': chatStates(key('artifacts/whatsapp/chats?sort=messages&limit=1')),
  'b/$backupId/chats/$app': chatStates(async (ask) => ({
    app: 'teams',
    ...(await key('artifacts/teams/chats?limit=1')(ask)),
  })).map((state) => ({ values: async () => ({ app: 'teams' }), ...state })),
  'b/$backupId/files': [
    { name: 'domains', act: (page) => page.getByRole('link', { name: /^Home HomeDomain/ }).waitFor() },
    {
      name: 'folder',
      search: '?d=HomeDomain&p=Library',
      act: (page) => page.getByRole('link', { name: 'SMS' }).waitFor(),
    },
    {
      name: 'database',
      search: `?d=HomeDomain&p=Library/SMS&f=${SMS_DATABASE}&table=handle`,
      act: (page) => page.getByRole('table', { name: 'handle' }).waitFor(),
    },
    {
      name: 'details',
      search: `?d=HomeDomain&p=Library/SMS&f=${SMS_DATABASE}&table=message`,
      act: async (page) => {
        await page.getByRole('table', { name: 'message' }).waitFor();
        await page.getByRole('button', { name: 'Details of the file' }).click();
        await page.getByText(SMS_DATABASE).waitFor();
      },
    },
    {
      name: 'bytes',
      search: `?d=HomeDomain&p=Library/SMS&f=${SMS_DATABASE}&as=hex`,
      act: (page) => page.getByText('53 51 4c 69 74 65 20 66', { exact: false }).waitFor(),
    },
    { name: 'found', search: '?q=plist', act: (page) => page.getByRole('link', { name: /plist/ }).first().waitFor() },
    {
      name: 'not found',
      search: '?q=xqzxqz',
      act: (page) => page.getByRole('heading', { name: 'No file found' }).waitFor(),
    },
    {
      name: 'selection',
      search: '?d=HomeDomain&p=Library/SMS',
      act: async (page) => {
        await page.getByRole('link', { name: /^sms\.db \d/ }).focus();
        await page.keyboard.press('x');
        await page.getByText(/\d files? selected/).waitFor();
      },
    },
  ],
  'b/$backupId/photos': [
    { name: 'grid', act: (page) => page.locator('a[data-index] img').first().waitFor() },
    { name: 'more', act: press('More', 'menu') },
    { name: 'albums', act: press(/^Album: /) },
    {
      name: 'viewer',
      search: '?p=$key',
      values: newestPhoto,
      act: (page) => inDialog(page).getByRole('button', { name: 'Next' }).waitFor(),
    },
    {
      name: 'details',
      search: '?p=$key&info=true',
      values: newestPhoto,
      act: (page) => inDialog(page).getByRole('heading', { name: 'Files' }).waitFor(),
    },
    {
      name: 'selection',
      act: async (page) => {
        await main(page).getByRole('button', { name: 'Select', exact: true }).click();
        await page.getByRole('region', { name: 'Photos by day' }).getByRole('checkbox').first().click();
        await page.getByText('1 selected').waitFor();
      },
    },
    { name: 'export', act: press('Export …') },
    {
      name: 'unknown album',
      search: '?album=there-is-none',
      act: (page) => page.getByRole('button', { name: 'Try again' }).waitFor(),
    },
  ],
  'b/$backupId/map': [
    {
      name: 'whole',
      act: (page) =>
        main(page)
          .getByRole('button', { name: /^\d+ \w+ at / })
          .first()
          .waitFor(),
    },
    {
      name: 'area',
      search: '?area=89,-89,179,-179',
      act: (page) => page.getByRole('region', { name: /^\d+/ }).getByRole('link').first().waitFor(),
    },
    {
      name: 'search',
      act: async (page) => {
        await page.getByRole('combobox', { name: 'Find a place' }).fill('padua');
        await page.getByRole('option', { name: 'Padova Veneto, Italy' }).waitFor();
      },
    },
  ],
  'b/$backupId/notes': [
    { name: 'list', act: (page) => page.getByRole('list', { name: 'Notes' }).getByRole('link').first().waitFor() },
    {
      name: 'note',
      search: '?n=$key',
      values: key('artifacts/notes?limit=1'),
      act: (page) => page.getByRole('heading', { level: 2 }).first().waitFor(),
    },
    { name: 'locked', search: '?show=locked' },
    { name: 'not found', search: '?q=xqzxqz' },
    { name: 'marks', act: press('Tags and note') },
  ],
  'b/$backupId/calls': [
    { name: 'list' },
    { name: 'call', search: '?c=$key', values: key('artifacts/calls?limit=1') },
    {
      name: 'source',
      search: '?c=$key',
      values: key('artifacts/calls?limit=1'),
      act: async (page) => {
        await page.getByRole('button', { name: 'Source' }).click();
        await page.getByRole('button', { name: 'Show the raw row' }).click();
        await page.getByText('ZUNIQUE_ID', { exact: true }).waitFor();
      },
    },
    { name: 'whatsapp', search: '?log=whatsapp' },
    { name: 'not found', search: '?q=xqzxqz' },
  ],
  'b/$backupId/people': [
    { name: 'list', act: (page) => page.getByRole('list', { name: 'People' }).getByRole('link').first().waitFor() },
    {
      name: 'person',
      search: '?p=%2B14155550000',
      act: (page) => page.getByRole('list', { name: 'Channels' }).waitFor(),
    },
    {
      name: 'not found',
      search: '?q=xqzxqz',
      act: (page) => page.getByRole('heading', { name: 'Nothing fits' }).waitFor(),
    },
    { name: 'export', search: '?p=%2B14155550000', act: press('Export', 'menu') },
  ],
  'b/$backupId/calendar': [
    { name: 'month', act: (page) => page.getByRole('table', { name: 'Calendar' }).waitFor() },
    { name: 'agenda', search: '?view=agenda' },
    { name: 'calendars', act: press('Calendars', 'menu') },
    {
      name: 'event',
      search: '?e=$key',
      values: async (ask) => ({ key: (await ask('artifacts/calendar/events?limit=1')).items[0]?.event ?? '' }),
      act: (page) => inDialog(page).getByRole('button', { name: 'Source' }).waitFor(),
    },
  ],
  'b/$backupId/records/$kind/{-$key}': [
    { name: 'list', values: async () => ({ kind: 'safari-history', key: '' }) },
    {
      name: 'record',
      values: async (ask) => ({ kind: 'voicemail', ...(await key('kinds/voicemail/records?limit=1')(ask)) }),
    },
    {
      name: 'place and raw data',
      values: async () => ({ kind: 'wifi-access-point', key: '' }),
      act: async (page) => {
        await main(page).getByText('Café Zitrone').first().waitFor();
        await page.keyboard.press('j');
        await page.getByText('Keys and raw data').click();
      },
    },
    { name: 'unknown kind', values: async () => ({ kind: 'no-such-kind', key: '' }) },
  ],
  'b/$backupId/everything': [{ name: 'whole' }, { name: 'not found', search: '?q=xqzxqz' }],
  'b/$backupId/marked': [{ name: 'empty' }],
  'b/$backupId/tables': [
    { name: 'tables' },
    { name: 'rows', search: '?t=calls', act: (page) => main(page).getByRole('row').nth(1).waitFor() },
    { name: 'columns', search: '?t=calls', act: press('Columns', 'menu') },
    {
      name: 'row',
      search: '?t=calls&r=$key',
      values: key('artifacts/calls?limit=1'),
      act: (page) => inDialog(page).getByText('Source key').waitFor(),
    },
  ],
  'b/$backupId/ledger': [
    { name: 'whole', act: (page) => page.locator('#ledger-unread').waitFor() },
    { name: 'artifact', search: '?open=messages', act: (page) => page.getByText('Read from').waitFor() },
  ],
};
