import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { type CollectedPeople, collectPeople } from './collect-people.ts';

describe('the people of a backup', () => {
  let fixture: ViewFixture;
  let people: CollectedPeople;
  const ofOwner = (handleOrName: string): boolean | null => people.drafts.find(handleOrName)?.isOwner ?? null;

  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('medical-id', (rows) =>
      rows.record('emergency_contacts', { key: '1', name: 'Mathilda Stone', number: '+491715550777' }),
    );
    await fixture.index('cash-app', (rows) => {
      rows.record('cash_app_payments', { key: '1', person: 'Otto Payer', account: '$ottopays' });
      rows.record('cash_app_payments', { key: '2', person: 'Frida Nohandle' });
    });
    await fixture.index('installed-apps', (rows) => {
      rows.record('installed_apps', { key: 'a', name: 'Lemonade Stand', account: 'robin@example.com' });
      rows.record('installed_apps', { key: 'b', name: 'Trail Finder' });
    });
    await fixture.index('notes', (rows) => {
      rows.add('note_attachments', { key: 'a', store: 'modern', name: 'IMG_13.jpg' });
      rows.add('note_attachments', { key: 'b', store: 'modern', name: 'Harbour call', callWith: '+491715550888' });
    });
    await fixture.index('calls', (rows) => rows.add('calls', { key: '1', name: 'Hidden Caller' }));
    people = await collectPeople(fixture.ctx, fixture.backup);
  });
  afterAll(() => fixture.dispose());

  it('have the names that records declare for them', () => {
    expect(['+491715550777', 'Mathilda Stone', '$ottopays', 'Otto Payer'].map(ofOwner)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(people.drafts.find('+491715550777')?.whole).toEqual(new Set(['Mathilda Stone']));
  });

  it('are known by name without a handle, too', () => {
    expect(['Frida Nohandle', 'Hidden Caller'].map(ofOwner)).toEqual([false, false]);
  });

  it('are not files, titles and apps', () => {
    expect(['IMG_13.jpg', 'Harbour call', 'Lemonade Stand', 'Trail Finder'].map(ofOwner)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(people.drafts.find('+491715550888')?.whole).toEqual(new Set());
  });
});
