import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { rounds } from '../../../../test/support/depth.ts';
import { mutated, SEED } from '../../../../test/support/formats/mutations.ts';
import { readBusinessMessage } from './business-message.ts';

const read = (json: object) => readBusinessMessage(Buffer.from(JSON.stringify(json)));
const items = [{ title: 'Red', subtitle: '1 €' }, { title: '' }, 7, { title: 'Blue' }];
const red = { title: 'Red', subtitle: '1 €' };
const blue = { title: 'Blue', subtitle: null };

it('reads quick replies, with the chosen one', () => {
  expect(read({ 'quick-reply': { summaryText: 'Colour?', items, selectedIndex: 3 } })).toEqual({
    kind: 'quick-reply',
    title: 'Colour?',
    lines: [
      { ...red, isChosen: false },
      { ...blue, isChosen: true },
    ],
  });
});

it('reads lists, of which an answer has only what was chosen', () => {
  const listPicker = { sections: [{ items: items.slice(0, 1) }, { items: items.slice(3) }] };
  const receivedMessage = { title: 'Colours' };
  expect(read({ listPicker, receivedMessage })?.lines.map(({ isChosen }) => isChosen)).toEqual([false, false]);
  expect(read({ listPicker, receivedMessage, replyMessage: {} })).toEqual({
    kind: 'list',
    title: 'Colours',
    lines: [{ ...red, isChosen: true }],
  });
});

it('reads the answers of a form', () => {
  const selections = [{ subtitle: 'Colour', items }, { subtitle: 'Size', items: [] }, {}];
  expect(read({ dynamic: { selections } })?.lines).toEqual([
    { title: 'Colour', subtitle: 'Red, Blue', isChosen: false },
    { title: 'Size', subtitle: null, isChosen: false },
  ]);
});

it('is nothing for anything else', () => {
  for (const json of [{}, { dynamic: {} }, { 'quick-reply': 7 }, [], { listPicker: null }])
    expect(read(json)).toBeNull();
  const whole = Buffer.from(JSON.stringify({ 'quick-reply': { summaryText: 'a', items } }));
  fc.assert(
    fc.property(mutated([whole]), (bytes) => {
      readBusinessMessage(bytes);
    }),
    { seed: SEED, numRuns: rounds(300) },
  );
});
