import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_EXAMPLES } from '../../src/cli/demo/demo-examples.ts';
import { alsoQuick, fullOnly, isFull } from '../support/depth.ts';
import { itForSome } from '../support/some-rows.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING, LITTLE } from './support/demos.ts';
import { waitFrames } from './support/frames.ts';
import { loaded } from './support/loaded.ts';
import { goToAfresh } from './support/navigate.ts';
import { screenPaths } from './support/route-table.ts';
import { type Ask, SCREEN_STATES, type ScreenState } from './support/screen-states.ts';
import { useWebTest } from './support/web-test.ts';

interface Look {
  readonly width: 390 | 820 | 1440;
  readonly colorScheme: 'light' | 'dark';
  /** The structure of a page does not depend on the theme. */
  readonly colours?: true;
}

const WIDEST = 1440;

/** Three widths in both themes. */
const EVERY_LOOK: readonly Look[] = ([WIDEST, 820, 390] as const).flatMap((width) => [
  { width, colorScheme: 'light' },
  { width, colorScheme: 'dark', colours: true },
]);

/** Looks of the first state of a screen. */
const LOOKS = isFull ? EVERY_LOOK : EVERY_LOOK.slice(0, 1);

/** Looks of further states of a screen, in turn: together both themes and three widths. */
const LOOKS_IN_TURN: readonly (readonly Look[])[] = [
  [
    { width: 1440, colorScheme: 'light' },
    { width: 390, colorScheme: 'dark' },
  ],
  [
    { width: 1440, colorScheme: 'dark' },
    { width: 820, colorScheme: 'light' },
  ],
  [
    { width: 390, colorScheme: 'light' },
    { width: 820, colorScheme: 'dark' },
  ],
];

const looksOf = (index: number): readonly Look[] => LOOKS_IN_TURN[index % LOOKS_IN_TURN.length] ?? EVERY_LOOK;

/** The sidebar is most of what axe looks at, and the same on every screen: at quick depth it is looked at on the first. */
const SIDEBAR = 'nav[aria-label="Main"]';

/** Violations in a page, and whether it is wider or higher than its window. */
async function problemsOf(
  page: Page,
  looks: readonly Look[],
  within?: string,
  without?: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { width, colorScheme, colours = false } of looks) {
    if (page.viewportSize()?.width !== width) {
      await page.setViewportSize({ width, height: 900 });
      await waitFrames(page);
    }
    await page.emulateMedia({ colorScheme });
    // The frame has the same colours at every width.
    const part = within ?? (colours && width < WIDEST ? await topLayer(page) : undefined);
    const problems = await accessibilityProblems(page, {
      colours,
      ...(part === undefined ? {} : { within: part }),
      without,
    });
    found.push(...problems.map((problem) => `${width} ${colorScheme}: ${problem}`));
    const [beyond, below] = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth - window.innerWidth, scrollHeight - window.innerHeight];
    });
    if (beyond > 0) found.push(`${width}: ${beyond} pixels wider than the window`);
    if (below > 0) found.push(`${width}: the whole page scrolls, by ${below} pixels`);
  }
  return found;
}

/** The layer on top, otherwise the contents of the screen: the frame around it is checked with the first state. */
function topLayer(page: Page): Promise<string> {
  return page.evaluate(() => ['[role=menu]', '[role=dialog]'].find((layer) => document.querySelector(layer)) ?? 'main');
}

/** States are reached in a wide window. */
async function widen(page: Page): Promise<void> {
  await page.setViewportSize({ width: WIDEST, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

const EXAMPLES: Readonly<Record<string, string>> = { app: 'teams', kind: 'voicemail', key: '' };

/** A path with its parameters. */
function addressOf(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{?-?\$(\w+)\}?/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? EXAMPLES[name] ?? ''),
  );
}

/** Contents for every state. Those that are looked at at quick depth need less. */
const FILLED = {
  password: 'secret',
  story: true,
  messages: 300,
  contacts: 12,
  calls: 30,
  whatsapp: 120,
  photos: 40,
  notes: 20,
  events: 60,
  examples: DEMO_EXAMPLES,
} as const;

const STATES = Object.entries(SCREEN_STATES);

/** Screens that are looked at at quick depth: the first ones that people see. */
const QUICK_SCREENS: readonly string[] = ['', 'b/$backupId/overview'];

describeInBrowser('every screen with contents', () => {
  const web = useWebTest({ demo: isFull ? FILLED : EVERYTHING, indexed: true });

  async function open(path: string, { search = '', values, act }: ScreenState): Promise<Page> {
    const page = await web.show('no/such/screen', { unlocked: true });
    await widen(page);
    const ask: Ask = async (from) => {
      const answer = await page.request.get(`${web.app.url}/backups/${web.backup}/${from}`);
      return (await answer.json()) as Awaited<ReturnType<Ask>>;
    };
    const known = { backupId: web.backup, backup: web.backup, ...(await values?.(ask)) };
    await web.show(addressOf(`${path}${search}`, known), { unlocked: true });
    await loaded(page);
    await act?.(page);
    return page;
  }

  it('is in the list of states', () => {
    expect(STATES.map(([path]) => path).sort()).toEqual(screenPaths());
  });

  describe.each(STATES)('/%s', (path, states) => {
    const known = isFull || path === STATES[0]?.[0] ? undefined : SIDEBAR;
    // Further states are reached by the suites of each screen.
    const rows = states.map((state, index) => ({ ...state, index }));
    itForSome(rows, ({ index }) => index === 0 && QUICK_SCREENS.includes(path))(
      'is accessible and fits: $name',
      async (state) => {
        const page = await open(path, state);
        const isFirst = state.index === 0;
        const problems = isFirst
          ? await problemsOf(page, LOOKS, undefined, known)
          : await problemsOf(page, looksOf(state.index), await topLayer(page));
        expect(problems).toEqual([]);
      },
      alsoQuick,
    );
  });

  it.each([
    ['palette', 'Control+k'],
    ['keyboard map', '?'],
  ] as const)('has a layer that is accessible and fits: %s', async (_, keys) => {
    const page = await web.open('settings');
    await page.getByText('Apache 2.0').waitFor();
    await page.keyboard.press(keys);
    await page.getByRole('dialog').waitFor();
    expect(await problemsOf(page, LOOKS, '[role=dialog]')).toEqual([]);
  });

  it('is missing for an unknown path, which is accessible and fits', async () => {
    const page = await open('no/such/screen', { name: '' });
    expect(await problemsOf(page, LOOKS)).toEqual([]);
  });

  it('is accessible and fits if the server fails', { timeout: 120_000, ...fullOnly }, async () => {
    const page = await web.open('no/such/screen', { spoiled: true });
    // Not the list of backups and kinds, without which no screen is reached.
    const isFailing = ({ pathname }: URL): boolean =>
      /^\/(?:backups\/\w+\/|people|search|timeline|settings|folders)/.test(pathname) && !pathname.endsWith('/kinds');
    await page.route(isFailing, (route) =>
      route.fulfill({ status: 500, json: { code: 'INTERNAL', message: 'x', details: {} } }),
    );
    const found: string[] = [];
    for (const [index, path] of screenPaths().entries()) {
      await goToAfresh(page, addressOf(path, { backupId: web.backup }));
      await page.getByRole('heading').first().waitFor();
      await waitFrames(page);
      const [look = EVERY_LOOK[0] as Look] = looksOf(index);
      found.push(...(await problemsOf(page, [look], 'main')).map((problem) => `/${path}: ${problem}`));
    }
    expect(found).toEqual([]);
  });
});

describeInBrowser('every screen with little', () => {
  const web = useWebTest({ demo: LITTLE, indexed: true });

  it.each(screenPaths().map((path, index) => [path, index] as const))(
    'is accessible and fits: /%s',
    fullOnly,
    async (path, index) => {
      const page = await web.show(addressOf(path, { backupId: web.backup }));
      await loaded(page);
      expect(await problemsOf(page, looksOf(index).slice(0, 1), 'main')).toEqual([]);
    },
  );
});

describeInBrowser('every screen before a backup is read', () => {
  const web = useWebTest({ demo: { ...LITTLE, password: 'secret' } });

  it.each(screenPaths().map((path, index) => [path, index] as const))(
    'is accessible and fits: /%s',
    fullOnly,
    async (path, index) => {
      const page = await web.show(addressOf(path, { backupId: web.backup }));
      await loaded(page);
      expect(await problemsOf(page, looksOf(index).slice(0, 1), 'main')).toEqual([]);
    },
  );

  it('is accessible and fits: sign-in, welcome, unlocking, reading', fullOnly, async () => {
    const page = await web.open('settings', { signedOut: true });
    await page.getByRole('heading', { name: 'Sign this browser in' }).waitFor();
    expect(await problemsOf(page, LOOKS)).toEqual([]);
    await widen(page);
    await page.goto(web.app.loginUrl());
    await page.getByRole('heading', { name: 'Welcome to Apple Juicer' }).waitFor();
    expect(await problemsOf(page, LOOKS)).toEqual([]);
    await widen(page);
    await page.goto(`b/${web.backup}/files`);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Backup password').waitFor();
    expect(await problemsOf(page, LOOKS)).toEqual([]);
    await widen(page);
    await page.goto(`b/${web.backup}/start`);
    await page.getByRole('heading', { name: 'Unlock the backup' }).waitFor();
    expect(await problemsOf(page, LOOKS)).toEqual([]);
    await page.getByLabel('Backup password').fill('secret');
    await page.getByLabel('Backup password').press('Enter');
    await page.getByRole('heading', { name: 'Read the backup' }).waitFor();
    expect(await problemsOf(page, LOOKS)).toEqual([]);
  });
});
