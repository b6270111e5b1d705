import type { ChatView } from '../../contract/chat.ts';
import { type ChatSource, chatPartStarts } from '../../views/index.ts';
import type { MessagesPart } from '../parts/parts.ts';
import type { ExportJob } from '../types.ts';

/** Messages of a part: making it takes several times as long as finding its first message. */
const SIZE = 2000;

/** The parts of a chat, of which each has some of its messages, in the order of the export. */
export async function messageParts(
  source: ChatSource,
  { views, backup, request, helper }: Pick<ExportJob, 'views' | 'backup' | 'request' | 'helper'>,
  { key: chat, messageCount }: ChatView,
): Promise<readonly { readonly part: MessagesPart; readonly size: number }[]> {
  const { from, to, order } = request;
  const isWhole = helper === undefined || helper === null || messageCount <= SIZE;
  const starts = isWhole
    ? []
    : await chatPartStarts(views, await source.place(views, backup, chat), { from, to }, SIZE);
  const isNewestFirst = order === 'newest';
  const parts = Array.from({ length: starts.length + 1 }, (_, index): MessagesPart => {
    const [start, end] = [starts[index - 1], starts[index]];
    const after = (isNewestFirst ? end?.at : start?.previousAt) ?? null;
    return { kind: 'messages', chat, from: start?.at ?? from, to: end?.at ?? to, after };
  });
  const size = Math.min(messageCount, SIZE);
  return (isNewestFirst ? parts.toReversed() : parts).map((part) => ({ part, size }));
}
