import type { MessageGistView } from '../../../src/contract/chat.ts';
import { formatClock } from '../format/duration.ts';
import type { Texts } from '../i18n/texts.ts';

/** A message without words: `Photo`, `Voice message 0:09`, `Location: Lindau`. */
export function gistText({ kind, count, seconds, name }: MessageGistView, t: Texts): string {
  if (kind === 'app' || (kind === 'file' && count === 1)) return name ?? t.chat.gist.file({ count });
  const what =
    kind === 'deleted' || kind === 'waiting' || kind === 'other' ? t.chat.gist[kind] : t.chat.gist[kind]({ count });
  const length = seconds === null || seconds <= 0 ? '' : ` ${formatClock(seconds)}`;
  return `${what}${length}${name === null || name === '' ? '' : `: ${name}`}`;
}
