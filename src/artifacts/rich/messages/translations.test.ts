import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { writeBplist } from '../../../synthetic/encoders/bplist-writer.ts';
import { RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import { messages } from './index.ts';

/** The message with this summary. */
function read(summary: Uint8Array) {
  const db = new DatabaseSync(':memory:');
  for (const sql of createTables(18)) db.exec(sql);
  new RowWriter(db, 'message').insert({ ROWID: 1, guid: 'M', text: 'a', message_summary_info: Buffer.from(summary) });
  const { rows, documents, losses } = extractAll(messages, { db });
  return { translations: rows.messages[0]?.translations, also: documents[0]?.document.also, losses };
}

describeCorpus('translations of imessage-exporter', () => {
  it.each([
    ['Translation', "Oh, il a traduit ce que j'ai envoyé !", 'en_US', 'fr_FR'],
    ['TranslationReceived', 'I want chicken', 'fr_FR', 'en_US'],
  ])('%s is read and searched', (name, text, from, to) => {
    const summary = readFileSync(corpusPath(`messages/app_message/${name}.plist`));
    expect(read(summary)).toEqual({ translations: [{ part: 0, text, from, to }], also: text, losses: {} });
  });
});

it('counts a translation that cannot be read', () => {
  expect(read(writeBplist({ tmp: Buffer.from('bplist00 broken') }))).toMatchObject({
    translations: null,
    losses: { 'unreadable.translations': 1 },
  });
  expect(read(writeBplist({ tmp: 7 }))).toMatchObject({ translations: null, losses: {} });
});
