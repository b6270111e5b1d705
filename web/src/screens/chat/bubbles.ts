import type { AttachmentView, MessageView } from '../../../../src/contract/chat.ts';
import { attachmentKind } from './attachments/attachment-kind.ts';
import { readParts, type TextRun } from './message-facts.ts';
import { type TextMark, type TextPiece, textPieces } from './text-pieces.ts';

/** A bubble of a message: text or attachments, with reactions and edits. */
export interface Bubble {
  readonly part: number | null;
  readonly pieces: readonly TextPiece[];
  readonly attachments: readonly AttachmentView[];
  readonly reactions: MessageView['reactions'];
  readonly edit: MessageView['edits'][number] | null;
}

/** Splits a message into its bubbles, in order. `found` are the ranges of its text to mark. */
export function bubblesOf(message: MessageView, found: readonly TextMark[]): Bubble[] {
  const text = message.text ?? '';
  const parts = readParts(message.details).filter(({ runs }) => runs.length > 0);
  const attachments = message.attachments.filter(({ isHidden }) => !isHidden);
  const inline = inlineFiles(text, attachments, parts);
  const marks = [
    ...inline,
    ...found,
    ...message.mentions.map(({ start, length }) => ({ start, length, isMention: true })),
  ];
  const bubbles = (parts.length === 0 ? [wholeOf(text)] : parts).map(({ part, runs }): Bubble => {
    const from = Math.min(...runs.map(({ start }) => start));
    const to = Math.max(...runs.map(({ start, length }) => start + length));
    return {
      part,
      pieces: Number.isFinite(from) ? textPieces(text, [...marks, ...runs.map(markOf)], from, to) : [],
      attachments: attachments.filter(
        (attachment) =>
          attachment.part !== null && attachment.part === part && !inline.some(({ file }) => file === attachment),
      ),
      reactions: message.reactions.filter((reaction) => reaction.part !== null && reaction.part === part),
      edit: message.edits.find((edit) => edit.part === part) ?? null,
    };
  });
  const shown = attachments.filter((attachment) => !inline.some(({ file }) => file === attachment));
  return withTheRest(message, shown, bubbles).filter(
    ({ pieces, attachments, edit }) => pieces.length > 0 || attachments.length > 0 || edit !== null,
  );
}

/** Genmoji among words, at their places. By itself one is shown as a picture. */
function inlineFiles(
  text: string,
  files: MessageView['attachments'],
  parts: readonly { readonly runs: readonly TextRun[] }[],
): (TextMark & { readonly file: AttachmentView })[] {
  const starts = new Set(
    parts.flatMap(({ runs }) => {
      const hasWords = runs.some(
        ({ start, length }) => text.slice(start, start + length).replace(/[\ufffc\s]/g, '') !== '',
      );
      return hasWords ? runs.flatMap(({ start, isInline }) => (isInline ? start : [])) : [];
    }),
  );
  if (starts.size === 0) return [];
  // Files are in the order of their placeholders.
  return Array.from(text.matchAll(/\ufffc/g)).flatMap(({ index: start }, place) => {
    const file = files[place];
    if (file === undefined || !starts.has(start)) return [];
    return file.state === 'present' && attachmentKind(file) === 'image' ? [{ start, length: 1, file }] : [];
  });
}

/** Reactions that none of the bubbles shows: to cards, and to parts that were taken back. */
export function looseReactions(message: MessageView, shown: readonly Bubble[]): MessageView['reactions'] {
  const visible = shown.filter(({ edit }) => edit?.unsent !== true);
  return message.reactions.filter((one) => !visible.some(({ reactions }) => reactions.includes(one)));
}

/**
 * Adds items without a bubble or of a missing one: attachments first, edits where their bubble was, reactions to the
 * last bubble.
 */
function withTheRest(message: MessageView, attachments: readonly AttachmentView[], bubbles: Bubble[]): Bubble[] {
  const looseAttachments = attachments.filter((one) => !bubbles.some((bubble) => bubble.attachments.includes(one)));
  const loose = message.reactions.filter((one) => !bubbles.some((bubble) => bubble.reactions.includes(one)));
  const edits = message.edits.filter(({ part }) => !bubbles.some((bubble) => bubble.part === part));
  const first: Bubble[] = looseAttachments.map((attachment) => ({
    part: attachment.part,
    pieces: [],
    attachments: [attachment],
    reactions: [],
    edit: null,
  }));
  const unsent: Bubble[] = edits.map((edit) => ({ part: edit.part, pieces: [], attachments: [], reactions: [], edit }));
  const all = [...first, ...inOrder(bubbles, unsent)];
  const target = all.findLastIndex(({ pieces, attachments }) => pieces.length > 0 || attachments.length > 0);
  return all.map((bubble, index) =>
    index === target ? { ...bubble, reactions: [...bubble.reactions, ...loose] } : bubble,
  );
}

/** Bubbles with those that were taken back, each before the first one that came after it. */
function inOrder(bubbles: readonly Bubble[], unsent: readonly Bubble[]): Bubble[] {
  const all = [...bubbles];
  for (const bubble of unsent) {
    const after = all.findIndex(({ part }) => part !== null && part > (bubble.part ?? Number.POSITIVE_INFINITY));
    all.splice(after === -1 ? all.length : after, 0, bubble);
  }
  return all;
}

function wholeOf(text: string): { readonly part: number; readonly runs: readonly TextRun[] } {
  return {
    part: 0,
    runs: [{ start: 0, length: text.length, href: null, recognised: null, styles: [], isInline: false }],
  };
}

function markOf({ start, length, href, styles, recognised }: TextRun): TextMark {
  return { start, length, styles, recognised, ...(href === null ? {} : { href }) };
}
