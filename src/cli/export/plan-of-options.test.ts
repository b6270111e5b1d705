import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { msg } from '../../locales/messages.ts';
import { redactionOf } from '../extract/redaction-options.ts';
import { addExportOptions, type ExportOptions } from './options.ts';
import { planOf } from './plan-of-options.ts';

function planFor(...args: string[]) {
  const command = addExportOptions(new Command()).parse(['--to', 'x', ...args], { from: 'user' });
  return planOf(command.opts<ExportOptions>(), command);
}

describe('options of an export', () => {
  it.each([
    ['contacts (csv)', 'album', '--what', 'contacts', '--format', 'csv', '--album', '3'],
    ['notes (html)', 'favourites', '--what', 'notes', '--format', 'html', '--favourites'],
    ['contacts (csv)', 'trashed', '--what', 'contacts', '--format', 'csv', '--trashed', 'only'],
    ['contacts (csv)', 'chat', '--what', 'contacts', '--format', 'csv', '--chat', 'conversations:1'],
    ['photos (jpeg)', 'include', '--what', 'photos', '--format', 'jpeg', '--include', 'notes'],
    ['keepsake (html)', 'sidecar', '--what', 'keepsake', '--format', 'html', '--sidecar', 'xmp'],
    ['conversations (html)', 'bates-start', '--what', 'conversations', '--bates-start', '5'],
    ['contacts (csv)', 'person', '--what', 'contacts', '--format', 'csv', '--person', 'Anna'],
    ['notes (html)', 'missed', '--what', 'notes', '--format', 'html', '--missed'],
    ['call (csv)', 'album', '--what', 'call', '--format', 'csv', '--album', '3'],
    ['voicemail (csv)', 'time', '--what', 'voicemail', '--format', 'csv', '--time', 'night'],
    ['calls (csv)', 'column', '--what', 'calls', '--format', 'csv', '--column', 'handle', '--contains', '+49'],
    ['contacts (vcard3)', 'bom', '--what', 'contacts', '--format', 'vcard3', '--bom'],
  ])('are refused for %s: %s', async (what, option, ...args) => {
    await expect(planFor(...args)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      detail: msg('detail.export-option-unused', { what, option }),
    });
  });

  it('are accepted where they mean something', async () => {
    expect(await planFor('--what', 'photos', '--format', 'jpeg', '--album', '3', '--sidecar', 'xmp')).toMatchObject({
      photos: { filter: { album: '3' }, sidecars: ['xmp'] },
    });
    expect(await planFor('--what', 'keepsake', '--chat', '12', '--favourites')).toMatchObject({
      keepsake: { chats: [{ app: 'conversations', key: '12' }] },
      photos: { filter: { favourite: true } },
    });
    expect(await planFor('--what', 'notes', '--format', 'pdf', '--bates', 'A')).toMatchObject({ pdf: { bates: 'A' } });
    expect(await planFor('--what', 'contacts', '--format', 'csv', '--bom')).toMatchObject({ bom: true });
    const calls = await planFor('--what', 'calls', '--missed', '--time', 'night', '--person', 'Anna', '--starred');
    expect(calls).toMatchObject({ calls: { missed: true, time: 'night', person: 'Anna', starred: true } });
    expect(calls).not.toHaveProperty('query');
    expect(await planFor('--what', 'call', '--kind', 'facetime')).toMatchObject({ calls: { kind: 'facetime' } });
    expect(await planFor('--what', 'call', '--person', 'Anna', '--tag', 'court')).toMatchObject({
      records: { person: 'Anna', tag: 'court' },
    });
    const search = await planFor('--what', 'call', '--starred');
    expect(search).toMatchObject({ query: 'is:starred' });
    expect(search).not.toHaveProperty('records');
  });
});

it('names of people are kept only where all others are replaced', async () => {
  await expect(redactionOf({ redactExcept: ['7'] })).rejects.toMatchObject({
    detail: msg('detail.redact-except-alone'),
  });
  expect(await redactionOf({ redactExcept: ['7'], redactPeople: ['all'] })).toMatchObject({ except: ['7'] });
});
