import { expect, it } from 'vitest';
import type { MessageView } from '../../src/contract/chat.ts';
import { sizeInText } from '../../src/locales/drawn-picture.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { CHAT_DEMO, visitMessage } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('a Digital Touch on a photo', () => {
  const web = useWebTest({ demo: { ...CHAT_DEMO, password: 'secret' }, indexed: true, changes: true });

  it('is drawn over the photo, which is there once', fullOnly, async () => {
    const { store } = web.app.app;
    const files = await store.read.selectFrom('message_attachments').select(['message', 'state', 'mimeType']).execute();
    const [message] =
      [...Map.groupBy(files, ({ message }) => message)].find(([, ofMessage]) =>
        ofMessage.every(({ state, mimeType }) => state === 'present' && mimeType === 'image/jpeg'),
      ) ?? [];
    if (message === undefined) throw new Error('The demo has no message with nothing but a photo.');
    const page = await web.open(`b/${web.backup}/messages`, { unlocked: true });
    const answer = await page.request.get(`/backups/${web.backup}/artifacts/messages/${message}`);
    const { details, attachments } = (await answer.json()) as MessageView;
    const size = sizeInText(details, attachments[0]?.part ?? null) ?? { width: 800, height: 1000 };
    await store.write
      .updateTable('messages')
      .set({ drawing: { kind: 'photo', ...size, paths: [{ d: 'M0 0L100 100', width: 5 }], count: 1 } })
      .where('key', '=', message)
      .execute();
    const shown = await visitMessage(page, { app: 'messages', backup: web.backup, key: message });
    const drawing = shown.getByRole('img', { name: 'Digital Touch: photo with a drawing' });
    await drawing.waitFor();
    await expectAccessible(page);
    expect(await drawing.count()).toBe(1);
    expect(await drawing.locator('rect').count()).toBe(0);
    const picture = shown.locator('img');
    expect(await picture.count()).toBe(1);
    const [over, under] = [await drawing.boundingBox(), await picture.boundingBox()];
    expect(over).toEqual(under);
    expect((under?.width ?? 0) / (under?.height ?? 1)).toBeCloseTo(size.width / size.height, 1);
    await shown.getByRole('button', { name: /^Open / }).click();
    await page.getByRole('dialog').waitFor();
  });
});
