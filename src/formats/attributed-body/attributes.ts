import { isTypedUrl, type TextRun, type TypedUrl, type TypedValue } from '../typedstream.ts';

/** The attributes of a run of message text. Absent properties were not set. */
export interface MessageAttributes {
  /** `attachment.guid` of the attachment that this U+FFFC represents. */
  readonly attachment?: string;
  readonly filename?: string;
  /** Display size of the attachment in points. */
  readonly mediaWidth?: number;
  readonly mediaHeight?: number;
  /** True for attachments shown inline like an emoji: a Genmoji, a Memoji or a sticker. */
  readonly emojiImage?: boolean;
  /** Transcript of a voice message. */
  readonly transcription?: string;
  /** Address (phone number or e-mail) of the person mentioned. */
  readonly mention?: string;
  /** A link, including `tel:` and `mailto:`, as an absolute URL. */
  readonly link?: string;
  readonly richLink?: boolean;
  readonly oneTimeCode?: { readonly code: string; readonly displayCode: string | null };
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strikethrough?: boolean;
  /** Text animation: 4 ripple, 5 big, 6 bloom, 8 nod, 9 shake, 10 jitter, 11 small, 12 explode. */
  readonly textEffect?: number;
  /** −1 if the writing direction follows from the text, which is nearly always the case. */
  readonly writingDirection?: number;
  /** Data Detectors results for this run. */
  readonly detected?: readonly DetectedData[];
  /** All other attributes, and those with a value of an unexpected kind, unchanged. */
  readonly other?: ReadonlyMap<TypedValue, TypedValue>;
}

/** A Data Detectors result. */
interface DetectedData {
  readonly type: 'data' | 'calendarEvent' | 'phoneNumber' | 'address' | 'money';
  /** A keyed archive of a `DDScannerResult`; its `$top` key is `dd-result`, not `root`. */
  readonly archive: Uint8Array;
}

/** A run of message text; `start` and `length` in UTF-16 code units. */
export interface AttributedRun {
  readonly start: number;
  readonly length: number;
  /**
   * Bubble number: runs with the same part form one bubble. Does not necessarily start at 0. Null if the run has none.
   */
  readonly part: number | null;
  readonly attributes: MessageAttributes;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Omit<Mutable<MessageAttributes>, 'detected' | 'other'> & {
  part?: number;
  detected?: DetectedData[];
  other?: Map<TypedValue, TypedValue>;
};

/** Stores one attribute in the draft. Returns false if the value is of an unexpected kind. */
type AttributeSetter = (draft: Draft, value: TypedValue) => boolean;

/** Attribute keys set by IMCore, seen in bodies from iOS 13 to 26 (fixtures of imessage-exporter and crabstep). */
const SETTERS: ReadonlyMap<TypedValue, AttributeSetter> = new Map<TypedValue, AttributeSetter>([
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

/** Interprets the runs of an archived text as message attributes. */
export function toAttributedRuns(runs: readonly TextRun[]): AttributedRun[] {
  // Runs share dictionaries. A hostile dictionary may be large and shared by many runs.
  const known = new Map<TextRun['attributes'], Pick<AttributedRun, 'part' | 'attributes'>>();
  return runs.map((run) => {
    let interpreted = known.get(run.attributes);
    if (interpreted === undefined) {
      interpreted = interpret(run.attributes);
      known.set(run.attributes, interpreted);
    }
    return { start: run.start, length: run.length, ...interpreted };
  });
}

function interpret(dictionary: TextRun['attributes']): Pick<AttributedRun, 'part' | 'attributes'> {
  const draft: Draft = {};
  for (const [key, value] of dictionary) {
    if (SETTERS.get(key)?.(draft, value) !== true) (draft.other ??= new Map()).set(key, value);
  }
  const { part = null, ...attributes } = draft;
  return { part, attributes };
}

function number(name: 'part' | 'mediaWidth' | 'mediaHeight' | 'textEffect' | 'writingDirection'): AttributeSetter {
  return (draft, value) => {
    // The archive does not distinguish an 8-bit 0 or 1 from a boolean.
    if (typeof value !== 'number' && typeof value !== 'boolean') return false;
    draft[name] = Number(value);
    return true;
  };
}

function flag(name: 'emojiImage' | 'richLink' | 'bold' | 'italic' | 'underline' | 'strikethrough'): AttributeSetter {
  return (draft, value) => {
    if (typeof value !== 'number' && typeof value !== 'boolean') return false;
    draft[name] = Boolean(value);
    return true;
  };
}

function text(name: 'attachment' | 'filename' | 'transcription' | 'mention'): AttributeSetter {
  return (draft, value) => {
    if (typeof value !== 'string') return false;
    draft[name] = value;
    return true;
  };
}

function detected(type: DetectedData['type']): AttributeSetter {
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

/** The absolute address, or the address as stored if it cannot be resolved: an odd link must not lose a message. */
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
