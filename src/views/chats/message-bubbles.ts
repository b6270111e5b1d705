import type { AttachmentView, MessageView } from '../../contract/chat.ts';

/** A piece of a bubble: words, or a file in its place. */
export type BubblePiece = string | AttachmentView;

/** The part of `details` that says where bubbles begin: offsets of runs in UTF-16 code units. */
interface Details {
  readonly parts?: readonly {
    readonly part: number | null;
    readonly runs: readonly { readonly start: number; readonly inline?: true }[];
  }[];
}

/** Placeholder of a file, which is the border between two bubbles unless the file is shown inline. */
const FILE = '\ufffc';

/**
 * The bubbles of a message in their order: its text, cut where the files are, and the files in their places. Hidden files
 * (pictures of link previews) belong to no bubble. Files without a place follow the text.
 */
export function messageBubbles({ text, attachments, details }: MessageView): readonly (readonly BubblePiece[])[] {
  const files = attachments.filter(({ isHidden }) => !isHidden);
  const bubbles: BubblePiece[][] = [];
  let bubble: BubblePiece[] = [];
  const end = (): void => {
    if (bubble.length > 0) bubbles.push(bubble);
    bubble = [];
  };
  const { inline, borders } = runsOf(details);
  let next = 0;
  for (const [start, slice] of slices(text ?? '', borders)) {
    if (borders.has(start)) end();
    if (slice !== FILE) {
      const words = slice.replaceAll('\ufeff', '');
      if (words.trim() !== '') bubble.push(words);
      continue;
    }
    const file = files[next++];
    if (!inline.has(start)) end();
    if (file !== undefined) bubble.push(file);
    if (!inline.has(start)) end();
  }
  end();
  return [...bubbles, ...files.slice(next).map((file) => [file])];
}

function runsOf(details: Details): { readonly inline: ReadonlySet<number>; readonly borders: ReadonlySet<number> } {
  const runs = (details.parts ?? []).flatMap(({ part, runs }) => runs.map((run) => ({ ...run, part })));
  runs.sort((one, other) => one.start - other.start);
  return {
    inline: new Set(runs.flatMap(({ inline, start }) => (inline === true ? start : []))),
    borders: new Set(
      runs.flatMap(({ part, start }, index) => (index > 0 && runs[index - 1]?.part !== part ? start : [])),
    ),
  };
}

/** A text in stretches between placeholders and borders, each placeholder by itself, with their offsets. */
function* slices(text: string, borders: ReadonlySet<number>): Generator<readonly [start: number, slice: string]> {
  const files = [...text.matchAll(/\ufffc/g)].flatMap(({ index }) => [index, index + 1]);
  const cuts = [...new Set([0, ...files, ...borders, text.length])].filter((cut) => cut <= text.length);
  cuts.sort((one, other) => one - other);
  for (const [index, start] of cuts.entries()) {
    const slice = text.slice(start, cuts[index + 1] ?? text.length);
    if (slice !== '') yield [start, slice];
  }
}
