import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import { type RecognisedKind, recognisedAs } from '../../locales/recognised.ts';

/**
 * Words with their styles. Those with the style `marker` are markup, which is not shown where styles are; a
 * `mention` names a person; `effect-5` is the animation with this code.
 */
export interface StyledWords {
  readonly words: string;
  readonly styles: readonly string[];
  /** Address that they lead to, of any scheme. */
  readonly link: string | null;
  /** What the phone recognised them as. */
  readonly recognised: RecognisedKind | null;
}

/** A piece of a bubble: words, or a file in its place. */
export type BubblePiece = string | StyledWords | AttachmentView;

/** A run of `details`; offsets are UTF-16 code units. */
interface Run {
  readonly start: number;
  readonly inline?: true;
  readonly styles?: readonly string[];
  /** Code of an animation (docs/format/messages.md). */
  readonly effect?: number;
  readonly link?: string;
  readonly code?: string;
  readonly detected?: readonly string[];
}

/** The part of `details` that says where bubbles begin. */
interface Details {
  readonly parts?: readonly { readonly part: number | null; readonly runs: readonly Run[] }[];
}

/** Placeholder of a file, which is the border between two bubbles unless the file is shown inline. */
const FILE = '\ufffc';

/**
 * The bubbles of a message in their order: its text, cut where the files are, and the files in their places. Hidden files
 * (pictures of link previews) belong to no bubble. Files without a place follow the text.
 */
export function messageBubbles(message: MessageView): readonly (readonly BubblePiece[])[] {
  const { text, attachments, details, poll, mentions } = message;
  const files = attachments.filter(({ isHidden }) => !isHidden);
  // The question of a poll is said with its options.
  const said = text === null || text === poll?.question ? '' : text;
  const isPlain = mentions.length === 0 && (details as Details).parts === undefined;
  if (files.length === 0 && isPlain && !said.includes(FILE)) {
    const words = said.replaceAll('\ufeff', '');
    return words.trim() === '' ? [] : [[words]];
  }
  const bubbles: BubblePiece[][] = [];
  let bubble: BubblePiece[] = [];
  const end = (): void => {
    const isEmpty = bubble.map(asTyped).every((piece) => typeof piece === 'string' && piece.trim() === '');
    if (!isEmpty) bubbles.push(bubble);
    bubble = [];
  };
  const { inline, borders, looks } = runsOf(details);
  let look = PLAIN;
  let next = 0;
  const mentioned = mentions.flatMap(({ start, length }) => [start, start + length]);
  for (const [start, slice] of slices(said, [...borders, ...looks.keys(), ...mentioned])) {
    if (borders.has(start)) end();
    look = looks.get(start) ?? look;
    if (slice !== FILE) {
      const words = slice.replaceAll('\ufeff', '');
      const mention = mentions.find((each) => start >= each.start && start < each.start + each.length);
      const isPlain = look === PLAIN && mention === undefined;
      const shown = mention?.start === start ? nameIn(words, mention) : words;
      const styles = mention === undefined ? look.styles : [...look.styles, 'mention'];
      if (words !== '') bubble.push(isPlain ? words : { ...look, words: shown, styles });
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

/** WhatsApp stores a number where the phone shows a name. */
function nameIn(words: string, { person, length }: MessageView['mentions'][number]): string {
  return words.startsWith('@') && words.length === length ? `@${person.isOwner ? 'You' : person.name}` : words;
}

/** A text with names where it has the numbers of people. */
export function withNames(text: string, mentions: MessageView['mentions']): string {
  let named = '';
  let end = 0;
  for (const mention of mentions.toSorted((one, other) => one.start - other.start)) {
    const { start, length } = mention;
    if (start < end) continue;
    named += text.slice(end, start) + nameIn(text.slice(start, start + length), mention);
    end = start + length;
  }
  return named + text.slice(end);
}

/** The words of a piece as they were typed, with their markup; a file as it is. */
export function asTyped(piece: BubblePiece): string | AttachmentView {
  return typeof piece === 'object' && 'words' in piece ? piece.words : piece;
}

interface Borders {
  readonly inline: ReadonlySet<number>;
  readonly borders: ReadonlySet<number>;
  /** Where the look of the text changes, and to what. */
  readonly looks: ReadonlyMap<number, Look>;
}

/** All that {@link StyledWords} are besides their words. */
type Look = Omit<StyledWords, 'words'>;

const PLAIN: Look = { styles: [], link: null, recognised: null };

function runsOf(details: Details): Borders {
  const runs = (details.parts ?? []).flatMap(({ part, runs }) => runs.map((run) => ({ ...run, part })));
  runs.sort((one, other) => one.start - other.start);
  return {
    inline: new Set(runs.flatMap(({ inline, start }) => (inline === true ? start : []))),
    borders: new Set(
      runs.flatMap(({ part, start }, index) => (index > 0 && runs[index - 1]?.part !== part ? start : [])),
    ),
    looks: new Map(
      runs.flatMap((run, index) => {
        const before = runs[index - 1];
        const look = lookOf(run);
        return isSameLook(look, before === undefined ? PLAIN : lookOf(before)) ? [] : [[run.start, look] as const];
      }),
    ),
  };
}

function lookOf(run: Run): Look {
  const { styles = [], effect, link = null } = run;
  const all = effect === undefined ? styles : [...styles, `effect-${effect}`];
  const recognised = recognisedAs(run);
  return all.length === 0 && link === null && recognised === null ? PLAIN : { styles: all, link, recognised };
}

function isSameLook(one: Look, other: Look): boolean {
  return one.link === other.link && one.recognised === other.recognised && one.styles.join() === other.styles.join();
}

/** A text in stretches between placeholders and borders, each placeholder by itself, with their offsets. */
function* slices(text: string, borders: readonly number[]): Generator<readonly [start: number, slice: string]> {
  const files = [...text.matchAll(/\ufffc/g)].flatMap(({ index }) => [index, index + 1]);
  const cuts = [...new Set([0, ...files, ...borders, text.length])].filter((cut) => cut >= 0 && cut <= text.length);
  cuts.sort((one, other) => one - other);
  for (const [index, start] of cuts.entries()) {
    const slice = text.slice(start, cuts[index + 1] ?? text.length);
    if (slice !== '') yield [start, slice];
  }
}
