import { expect, it } from 'vitest';
import { exampleBytes } from '../../src/synthetic/examples/example-bytes.ts';
import { fullOnly } from '../support/depth.ts';
import { writeBackup } from '../synthetic/index.ts';
import { describeInBrowser } from './support/chromium.ts';
import { useWebTest } from './support/web-test.ts';

const FOLDER = 'Library/UserNotifications/com.example.trails';

describeInBrowser('the file of a record', () => {
  const web = useWebTest({
    indexed: true,
    write: (backups) => {
      const file = (relativePath: string, contents: Parameters<typeof exampleBytes>[0]) => ({
        domain: 'HomeDomain',
        relativePath: `${FOLDER}/${relativePath}`,
        kind: 'file' as const,
        contents: exampleBytes(contents),
      });
      return writeBackup(`${backups}/trails`, {
        manifest: 'db',
        layout: 'sharded',
        files: [
          file('DeliveredNotifications.plist', {
            archive: [
              {
                AppNotificationTitle: 'Trail closed',
                AppNotificationCreationDate: new Date('2025-06-05T07:30:00Z'),
                AppNotificationAttachments: [{ AttachmentURL: 'file:///Attachments/trails.sqlite' }],
              },
            ],
          }),
          file('Attachments/trails.sqlite', {
            tables: { closed: [{ name: 'Lemon Ridge' }], open: [{ name: 'Plum Path' }] },
          }),
        ],
      });
    },
  });

  it('shows the chosen table of a database', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/records/notifications`);
    await page.getByRole('link', { name: /Trail closed/ }).click();
    await page.getByRole('table', { name: 'closed' }).getByText('Lemon Ridge').waitFor();
    const address = page.url();
    await page.getByLabel('Table', { exact: true }).selectOption('open');
    await page.getByRole('table', { name: 'open' }).getByText('Plum Path').waitFor();
    expect(page.url()).toBe(address);
  });
});
