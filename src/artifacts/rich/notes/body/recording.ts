import { CrdtContainer, type CustomMap } from './crdt.ts';
import { orderedValues } from './ordered-set.ts';

const RECORDING = 'com.apple.notes.ICTTAudioRecording';
const FRAGMENT = `${RECORDING}.Fragment`;
const SEGMENT = 'com.apple.notes.ICTTTranscriptSegment';

/** Words that stand at the word before them. */
const CLOSING = /^[\s.,!?;:%)\]}…'’]/u;

/** What Notes keeps about a recording (iOS 18 and later). */
export interface Recording {
  /** The transcript, with a line for each change of speaker. Speakers are named if there are several. Null if it is empty. */
  readonly transcript: string | null;
  /** What Notes made of it: a line, or a longer text. */
  readonly summary: string | null;
  /** Number or address of the other person, of a recorded call. */
  readonly callWith: string | null;
}

/** One or more words and their speaker. */
interface Segment {
  readonly text: string;
  readonly speaker: string | null;
  readonly at: number | null;
}

/**
 * Reads the `ZMERGEABLEDATA1` of a recording (docs/format/notes.md); null if it is of something else.
 * @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED
 */
export function readRecording(bytes: Uint8Array): Recording | null {
  const container = new CrdtContainer(bytes);
  const maps = [...mapsOf(container)];
  const values = maps.find(({ type }) => type === RECORDING)?.values;
  if (values === undefined) return null;
  const summaries = ['topLineSummary', 'summary'].map((name) => noteText(container, values, name));
  return {
    transcript: transcriptOf(segmentsOf(container, values, maps)),
    summary: summaries.filter((text) => text !== null).join('\n') || null,
    callWith: scalar(container, values, 'callRemoteSpeakerHandle'),
  };
}

type Values = CustomMap['values'];

function* mapsOf(container: CrdtContainer): Generator<CustomMap> {
  for (let index = 0; index < container.size; index++) {
    const map = container.map(index);
    if (map !== null) yield map;
  }
}

/** The words in the order of the fragments, in each as its set orders them; without sets by their times. */
function segmentsOf(container: CrdtContainer, values: Values, maps: readonly CustomMap[]): readonly Segment[] {
  const known = container.uuidPlaces();
  const fragments = orderedValues(container, container.object(values.get('fragments')?.object)?.message(5));
  const ordered = fragments.flatMap(({ object }) => {
    const fragment = container.map(object);
    const set = container.object(fragment?.values.get('transcript')?.object)?.message(15);
    if (fragment?.type !== FRAGMENT || !set) return [];
    const byUuid = new Map(
      container.pairs(set.message(2)).map(([key, segment]) => [container.uuidIndex(key), segment] as const),
    );
    return (set.message(1)?.messages(2) ?? [])
      .map((entry) => ({
        place: referenceIn(entry.unsigned(1)) ?? 0,
        uuid: known.get(Buffer.from(entry.bytes(2) ?? []).toString('hex')),
      }))
      .sort((one, other) => one.place - other.place)
      .map(({ uuid }) => container.map(uuid === undefined ? null : byUuid.get(uuid)));
  });
  const found = ordered.some((map) => map !== null) ? ordered : maps;
  const segments = found.flatMap((map) => (map?.type === SEGMENT ? (segmentIn(container, map.values) ?? []) : []));
  return found === maps ? segments.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0)) : segments;
}

function segmentIn(container: CrdtContainer, values: Values): Segment | null {
  const text = scalar(container, values, 'text');
  if (text === null) return null;
  return {
    text,
    speaker: scalar(container, values, 'speaker'),
    at: target(container, values, 'timestamp')?.values.get('doubleValue')?.double ?? null,
  };
}

/** Words with their spaces: some recordings have them before each word, others none. */
function transcriptOf(segments: readonly Segment[]): string | null {
  const isDialogue = new Set(segments.map(({ speaker }) => speaker)).size > 1;
  let text = '';
  let last: string | null = null;
  for (const { text: words, speaker } of segments) {
    if (words === '') continue;
    if (isDialogue && (text === '' || speaker !== last)) {
      text = `${text.trimEnd()}${text === '' ? '' : '\n'}${speaker === null ? '' : `${speaker}: `}${words.trimStart()}`;
    } else {
      text += `${text === '' || /\s$/u.test(text) || CLOSING.test(words) ? '' : ' '}${words}`;
    }
    last = speaker;
  }
  return text.trim() || null;
}

/** The object that a value refers to, through the register that holds it. */
function target(container: CrdtContainer, values: Values, name: string): CustomMap | null {
  return container.map(registered(container, values, name));
}

function registered(container: CrdtContainer, values: Values, name: string): number | null {
  const register = container.object(values.get(name)?.object)?.message(1)?.message(2);
  return referenceIn(register?.unsigned(6));
}

/** A text that is stored inline or in a separate object. */
function scalar(container: CrdtContainer, values: Values, name: string): string | null {
  const value = values.get(name);
  if (value === undefined) return null;
  return (
    value.text ?? (target(container, values, name) ?? container.map(value.object))?.values.get('self')?.text ?? null
  );
}

function noteText(container: CrdtContainer, values: Values, name: string): string | null {
  const text = container
    .object(registered(container, values, name))
    ?.message(10)
    ?.string(2)
    ?.trim();
  return text === undefined || text === '' ? null : text;
}

function referenceIn(value: number | bigint | null | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
