import { isTypedUrl, type TextRun, type TypedUrl, type TypedValue } from '../typedstream.ts';

/** What the attributes of a run of message text say. A property that is absent was not set. */
export interface MessageAttributes {
  /** `attachment.guid` of the attachment that stands at this U+FFFC. */
  readonly attachment?: string;
  readonly filename?: string;
  /** Size at which the attachment is shown, in points. */
  readonly mediaWidth?: number;
  readonly mediaHeight?: number;
  /** The attachment is shown inline like an emoji: a Genmoji, a Memoji or a sticker. */
  readonly emojiImage?: boolean;
  /** What is said in a voice message. */
  readonly transcription?: string;
  /** The address (phone number, e-mail) of the person mentioned. */
  readonly mention?: string;
  /** A link, also `tel:` and `mailto:`; relative to nothing. */
  readonly link?: string;
  readonly richLink?: boolean;
  readonly oneTimeCode?: { readonly code: string; readonly displayCode: string | null };
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strikethrough?: boolean;
  /** Number of the text animation: 4 ripple, 5 big, 6 bloom, 8 nod, 9 shake, 10 jitter, 11 small, 12 explode. */
  readonly textEffect?: number;
  /** −1 where the writing direction follows from the text, which it nearly always does. */
  readonly writingDirection?: number;
  /** What Data Detectors found here. */
  readonly detected?: readonly DetectedData[];
  /** Every other attribute, and those whose value is not of the kind expected, untouched. */
  readonly other?: ReadonlyMap<TypedValue, TypedValue>;
}

/** A finding of Data Detectors. */
interface DetectedData {
  readonly type: 'data' | 'calendarEvent' | 'phoneNumber' | 'address' | 'money';
  /** A keyed archive of a `DDScannerResult`; its `$top` key is `dd-result`, not `root`. */
  readonly archive: Uint8Array;
}

/** A run of message text; `start` and `length` in UTF-16 code units. */
export interface AttributedRun {
  readonly start: number;
  readonly length: number;
  /** Key of the bubble: runs with the same part are one bubble. It need not start at 0. Null where the run names none. */
  readonly part: number | null;
  readonly attributes: MessageAttributes;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Omit<Mutable<MessageAttributes>, 'detected' | 'other'> & {
  part?: number;
  detected?: DetectedData[];
  other?: Map<TypedValue, TypedValue>;
};

/** Takes one attribute over into the draft; false where the value is not of the kind expected. */
type Taker = (draft: Draft, value: TypedValue) => boolean;

/** The keys IMCore sets (seen in bodies from iOS 13 to 26; imessage-exporter's and crabstep's fixtures). */
const TAKERS: ReadonlyMap<TypedValue, Taker> = new Map<TypedValue, Taker>([
  ['__kIMMessagePartAttributeName', number('part')],
  ['__kIMFileTransferGUIDAttributeName', text('attachment')],
  ['__kIMFilenameAttributeName', text('filename')],
  ['__kIMInlineMediaWidthAttributeName', number('mediaWidth')],
  ['__kIMInlineMediaHeightAttributeName', number('mediaHeight')],
  ['__kIMEmojiImageAttributeName', flag('emojiImage')],
  ['IMAudioTranscription', text('transcription')],
  ['__kIMMentionConfirmedMention', text('mention')],
  ['__kIMLinkAttributeName', takeLink],
  ['__kIMLinkIsRichLinkAttributeName', flag('richLink')],
  ['__kIMOneTimeCodeAttributeName', takeOneTimeCode],
  ['__kIMTextBoldAttributeName', flag('bold')],
  ['__kIMTextItalicAttributeName', flag('italic')],
  ['__kIMTextUnderlineAttributeName', flag('underline')],
  ['__kIMTextStrikethroughAttributeName', flag('strikethrough')],
  ['__kIMTextEffectAttributeName', number('textEffect')],
  ['__kIMBaseWritingDirectionAttributeName', number('writingDirection')],
  ['__kIMDataDetectedAttributeName', detected('data')],
  ['__kIMCalendarEventAttributeName', detected('calendarEvent')],
  ['__kIMPhoneNumberAttributeName', detected('phoneNumber')],
  ['__kIMAddressAttributeName', detected('address')],
  ['__kIMMoneyAttributeName', detected('money')],
]);

/** Gives the runs of an archived text the meaning their attributes have in a message. */
export function toAttributedRuns(runs: readonly TextRun[]): AttributedRun[] {
  // Runs share dictionaries, and a hostile one is large and shared by many.
  const known = new Map<TextRun['attributes'], Pick<AttributedRun, 'part' | 'attributes'>>();
  return runs.map((run) => {
    let meaning = known.get(run.attributes);
    if (meaning === undefined) {
      meaning = meaningOf(run.attributes);
      known.set(run.attributes, meaning);
    }
    return { start: run.start, length: run.length, ...meaning };
  });
}

function meaningOf(dictionary: TextRun['attributes']): Pick<AttributedRun, 'part' | 'attributes'> {
  const draft: Draft = {};
  for (const [key, value] of dictionary) {
    if (TAKERS.get(key)?.(draft, value) !== true) (draft.other ??= new Map()).set(key, value);
  }
  const { part = null, ...attributes } = draft;
  return { part, attributes };
}

function number(name: 'part' | 'mediaWidth' | 'mediaHeight' | 'textEffect' | 'writingDirection'): Taker {
  return (draft, value) => {
    // The archive cannot tell an 8-bit 0 or 1 from a boolean.
    if (typeof value !== 'number' && typeof value !== 'boolean') return false;
    draft[name] = Number(value);
    return true;
  };
}

function flag(name: 'emojiImage' | 'richLink' | 'bold' | 'italic' | 'underline' | 'strikethrough'): Taker {
  return (draft, value) => {
    if (typeof value !== 'number' && typeof value !== 'boolean') return false;
    draft[name] = Boolean(value);
    return true;
  };
}

function text(name: 'attachment' | 'filename' | 'transcription' | 'mention'): Taker {
  return (draft, value) => {
    if (typeof value !== 'string') return false;
    draft[name] = value;
    return true;
  };
}

function detected(type: DetectedData['type']): Taker {
  return (draft, value) => {
    if (!(value instanceof Uint8Array)) return false;
    (draft.detected ??= []).push({ type, archive: value });
    return true;
  };
}

function takeLink(draft: Draft, value: TypedValue): boolean {
  if (typeof value !== 'string' && !isTypedUrl(value)) return false;
  draft.link = typeof value === 'string' ? value : absolute(value);
  return true;
}

/** The address as it stands where it is whole, or cannot be completed: an odd link is no reason to lose a message. */
function absolute(url: TypedUrl): string {
  if (url.base === null) return url.href;
  return URL.parse(url.href, absolute(url.base))?.href ?? url.href;
}

function takeOneTimeCode(draft: Draft, value: TypedValue): boolean {
  if (!(value instanceof Map)) return false;
  const code: unknown = value.get('code');
  const displayCode: unknown = value.get('displayCode');
  if (typeof code !== 'string') return false;
  draft.oneTimeCode = { code, displayCode: typeof displayCode === 'string' ? displayCode : null };
  return true;
}
