/**
 * A conversation of 1,000,000 messages in a real browser, served by the real server on the same machine: time to the
 * first bubble and to its middle, the frames of continuous scrolling, and growth of memory.
 */

import { type ArtifactTables } from '../../src/artifacts/registry.ts';
import type { BatchBuilder } from '../../src/storage/index.ts';
import { rowOf } from '../artifact-rows.ts';
import { median, printRows } from '../bench.ts';
import { measureScrolling, timing, withSyntheticIndex } from './browser.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 1_000_000);

const MAX_FIRST_MS = 1000;
const MAX_JUMP_MS = 300;

/** Number of jumps measured. */
const JUMPS = 25;
/** The conversation in the list. */
const CHAT = '[data-chat="1"]';
/** Pixels per second, back in time: more than two screens. */
const SPEED = -2000;

const FIRST = Date.UTC(2012, 0, 1);
/** Time between two messages. */
const STEP_MS = 400_000;
const HANDLE = '+15550100';
const WORDS = 'and then we went to the lake with lemons, tickets and far too much luggage for one small car'.split(' ');

await withSyntheticIndex({ artifact: 'messages', count: COUNT, add: addMessage }, async (page, backup) => {
  const address = `${backup}/messages`;
  const start = performance.now();
  await page.goto(`${address}?c=1`);
  await page.evaluate(untilShown, { key: COUNT });
  const addressMs = performance.now() - start;
  await page.goto(address);
  await page.locator(CHAT).hover();
  const clickMs = await page.evaluate(untilShown, { key: COUNT, click: CHAT });
  const jump = (key: number): Promise<number> =>
    page.evaluate(untilShown, { key, address: `?c=1&at=${FIRST + key * STEP_MS}` });
  const jumps: number[] = [];
  for (let round = 1; round <= JUMPS; round++) jumps.push(await jump(1 + Math.floor(COUNT * ((round * 0.618) % 1))));
  await jump(Math.floor(COUNT / 2));
  const subject = `${COUNT.toLocaleString('en')} messages`;
  printRows([
    timing(`${subject}: chosen in the list, to the first bubble`, clickMs, MAX_FIRST_MS),
    timing(`${subject}: address to the first bubble`, addressMs, MAX_FIRST_MS),
    timing(`${subject}: jump to anywhere, median of ${JUMPS}`, median(jumps), MAX_JUMP_MS),
    ...(await measureScrolling(page, { subject, selector: '[role="feed"]', speed: SPEED })),
  ]);
});

/** One conversation with texts of all lengths, some with replies or reactions. */
function addMessage(builder: BatchBuilder<ArtifactTables>, key: number): void {
  if (key === 1) addConversation(builder);
  const at = FIRST + key * STEP_MS;
  const isFromMe = key % 3 === 0;
  const words = Array.from({ length: 1 + ((key * 7919) % 40) }, (_, index) => WORDS[(key + index) % WORDS.length]);
  builder.add('message_conversation_items', rowOf('message_conversation_items', { conversation: 1, at, message: key }));
  builder.add(
    'messages',
    rowOf('messages', {
      key,
      guid: `GUID-${key}`,
      conversation: 1,
      kind: 'text',
      service: 'iMessage',
      text: `${key}: ${words.join(' ')}`,
      sentAt: at,
      isFromMe,
      sender: isFromMe ? null : HANDLE,
      ...(key % 11 === 0
        ? { reactions: [{ part: 0, kind: 'love', isFromMe: !isFromMe, sender: HANDLE, at, message: key }] }
        : {}),
      ...(key % 13 === 0 ? { replyTo: `GUID-${key - 5}`, replyToKey: key - 5 } : {}),
    }),
  );
}

function addConversation(builder: BatchBuilder<ArtifactTables>): void {
  const conversation = rowOf('message_conversations', {
    key: 1,
    kind: 'direct',
    participants: [{ handle: HANDLE, handleKey: HANDLE, services: ['iMessage'] }],
    chats: [],
    messageCount: COUNT,
    firstAt: FIRST + STEP_MS,
    lastAt: FIRST + COUNT * STEP_MS,
  });
  builder.add('message_conversations', conversation);
}

/** Runs in the page: performs an action and returns the milliseconds until the bubble of a message is in view. */
function untilShown({ key, click, address }: { key: number; click?: string; address?: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    if (click !== undefined) document.querySelector<HTMLElement>(click)?.click();
    if (address !== undefined) history.pushState({}, '', address);
    const look = (): void => {
      const message = document.querySelector(`[data-message="${key}"]`);
      const { top, bottom } = message?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
      const isShown = message?.checkVisibility({ visibilityProperty: true }) === true;
      const taken = performance.now() - start;
      if (isShown && top >= 0 && bottom <= innerHeight) resolve(taken);
      else if (taken > 30_000) reject(new Error(`Message ${key} did not come into view.`));
      else requestAnimationFrame(look);
    };
    look();
  });
}
