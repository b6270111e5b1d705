import type { MessageView } from '../../contract/chat.ts';
import { isPlainMessage, type MessageBatch, PLAIN, type PlainMessage, type Relations } from '../../views/index.ts';

/** How a format writes messages. */
export interface MessageFormat {
  /** Writes any message. */
  readonly write: (view: MessageView) => string;
  /** A text as {@link write} has it. */
  readonly text: (text: string) => string;
  /** An id as {@link write} has it; absent if it has none. */
  readonly id?: (id: string) => string;
  /** A time as {@link write} has it, in each of its forms. Must be the same whatever the other values are. */
  readonly times: readonly ((time: number) => string)[];
  /**
   * What a message has of others as {@link write} writes it, also if there is none of it. It must not depend on the
   * other values. A message with a relation that is absent here is written from its view.
   */
  readonly relations?: { readonly [Name in keyof Relations]?: (value: Relations[Name]) => string };
  /** True for a text that is written as {@link text} says and has no part in what else is written. */
  readonly isPlainText: (text: string) => boolean;
}

/** A place in a template: the value there, and its form. */
interface Insertion {
  readonly at: number;
  readonly length: number;
  /** Place in a plain message, or name of a relation. */
  readonly value: number | keyof Relations;
  readonly form: (value: never) => string;
}

/** What is the same in many messages, and what is inserted in between. */
interface Template {
  readonly start: string;
  readonly parts: readonly (Pick<Insertion, 'value' | 'form'> & { readonly after: string })[];
}

/** Values of a message. */
interface Example {
  readonly key: number;
  readonly id: string;
  readonly text: string;
  /** UTC milliseconds. */
  readonly times: readonly number[];
  readonly relations: Relations;
}

const NONE: Relations = { reactions: [], replyTo: null, thread: null };

function reaction(emoji: string, count: number, at: number): Relations['reactions'][number] {
  return { part: 0, kind: 'example', emoji, sender: null, at, count, picture: null };
}

/** Values that nothing else in a message looks like. */
const EXAMPLE: Example = {
  key: 8_206_431_975,
  id: 'example-6f0c52e9-id',
  text: 'Example 6f0c52e9 text',
  times: [Date.UTC(2003, 3, 6, 7, 8, 9), Date.UTC(2004, 4, 17, 18, 19, 21), Date.UTC(2005, 6, 8, 9, 13, 25)],
  relations: {
    reactions: [reaction('e5-6f0c', 7, Date.UTC(2001, 1, 2, 3, 4, 5))],
    replyTo: { guid: 'r1-6f0c', part: 3, key: '5203918476', excerpt: 'Quoted 6f0c', gist: null, sender: null },
    thread: { id: 't7-6f0c', replies: 41 },
  },
};
/** Other values: if something else looks like an example after all, they are not in its place. */
const OTHER_EXAMPLE: Example = {
  key: 7_351_904_268,
  id: 'another-b81d37a4',
  text: 'Another b81d37a4',
  times: [Date.UTC(2006, 7, 19, 20, 31, 43), Date.UTC(2007, 8, 11, 12, 34, 56), Date.UTC(2008, 9, 22, 23, 45, 57)],
  relations: {
    reactions: [
      reaction('a8-b81d', 3, Date.UTC(2002, 2, 3, 4, 5, 6)),
      reaction('c2-b81d', 4, Date.UTC(2002, 3, 4, 5, 6, 7)),
    ],
    replyTo: { guid: 'r6-b81d', part: null, key: null, excerpt: null, gist: null, sender: null },
    thread: { id: 't9-b81d', replies: 5 },
  },
};

/** Times with a year of four digits in every time zone. */
const LAST_TIME = Date.UTC(9999, 0);
/** A template costs as much as a few messages. */
const WORTHWHILE = 3;
/** Maximum number of different shared values that are known. */
const MOST_KNOWN = 2000;

/**
 * Writes the plain messages of a chat, with relations or without, several times as fast as their views. For messages
 * that share their other values, the format writes an example once; then only what differs is inserted into it. So
 * whatever a format or a view changes, both ways write the same; a template that does not is not used.
 */
export class MessageTemplates {
  readonly #format: MessageFormat;
  /** By what they have of id and times, and by shared values: the template or null, or how many messages there were. */
  readonly #templates: Map<string, Template | number | null>[] = [];
  #known = 0;

  constructor(format: MessageFormat) {
    this.#format = format;
  }

  /** The messages of a batch, those with relations that templates do not have as views. */
  messages({ messages, relations, view }: MessageBatch): MessageBatch['messages'] {
    if (relations.size === 0) return messages;
    return messages.map((message) => {
      const related = isPlainMessage(message) ? relations.get(message) : undefined;
      return related === undefined || this.#hasAll(related) ? message : view(message as PlainMessage);
    });
  }

  /** A message as the format writes its view. */
  write(message: PlainMessage | MessageView, batch: MessageBatch): string {
    if (!isPlainMessage(message)) return this.#format.write(message);
    const relations = batch.relations.get(message) ?? NONE;
    const template = this.#find(message, relations, batch);
    return template === null ? this.#format.write(batch.view(message)) : filled(template, message, relations);
  }

  #hasAll({ reactions, replyTo, thread }: Relations): boolean {
    const { relations = {} } = this.#format;
    return (
      (reactions.length === 0 || relations.reactions !== undefined) &&
      (replyTo === null || relations.replyTo !== undefined) &&
      (thread === null || relations.thread !== undefined)
    );
  }

  #find(message: PlainMessage, relations: Relations, batch: MessageBatch): Template | null {
    const text = message[PLAIN.text];
    if (text === null || !this.#format.isPlainText(text) || !batch.isPlainText(text)) return null;
    if (relations !== NONE && !this.#hasAll(relations)) return null;
    let present = message[PLAIN.id] === null ? 0 : 1;
    for (let place: number = PLAIN.sentAt; place < PLAIN.sentAt + batch.times; place++) {
      const time = message[place] as number | null;
      present *= 2;
      if (time === null) continue;
      if (!(time > 0 && time < LAST_TIME)) return null;
      present++;
    }
    const templates = (this.#templates[present] ??= new Map());
    const shared = message[PLAIN.shared];
    const known = templates.get(shared);
    if (typeof known === 'object') return known;
    if (known === undefined && ++this.#known > MOST_KNOWN) {
      this.#templates.length = 0;
      this.#known = 0;
      return null;
    }
    const seen = (known ?? 0) + 1;
    const template = seen < WORTHWHILE ? seen : this.#made(message, relations, batch);
    templates.set(shared, template);
    return typeof template === 'number' ? null : template;
  }

  /** Makes the template of messages that are like this one; null if it would write this one in another way. */
  #made(message: PlainMessage, relations: Relations, batch: MessageBatch): Template | null {
    const writes = Object.keys(this.#format.relations ?? {});
    const [example, other] = [EXAMPLE, OTHER_EXAMPLE].map((each): Written => {
      const values = exampleLike(message, batch.times, each);
      const written = Object.entries(each.relations).filter(([name]) => writes.includes(name));
      const related: Relations = { ...NONE, ...Object.fromEntries(written) };
      return { values, view: { ...batch.view(values), ...related }, relations: related };
    }) as [Written, Written];
    // One template for all: those without a relation insert what is written of none.
    const without = { ...other, view: { ...other.view, ...NONE }, relations: NONE };
    const own = { values: message, view: batch.view(message), relations };
    const template = cut(this.#format.write(example.view), this.#insertions(example, batch.times));
    const isRight = [other, without, own].every(
      (each) => filled(template, each.values, each.relations) === this.#format.write(each.view),
    );
    return isRight ? template : null;
  }

  /** Everything to look for in an example. */
  #insertions(
    { values, relations: related }: Written,
    count: number,
  ): (Pick<Insertion, 'value' | 'form'> & { readonly written: string })[] {
    const { text, id, times, relations = {} } = this.#format;
    const forms: Pick<Insertion, 'value' | 'form'>[] = [
      { value: PLAIN.key, form: String },
      { value: PLAIN.text, form: text },
      ...(id === undefined ? [] : [{ value: PLAIN.id, form: id }]),
      ...Array.from({ length: count }, (_, index) =>
        times.map((form) => ({ value: PLAIN.sentAt + index, form })),
      ).flat(),
    ];
    for (const [name, form] of Object.entries(relations)) forms.push({ value: name as keyof Relations, form });
    return forms.flatMap(({ value, form }) => {
      const inserted = typeof value === 'string' ? related[value] : (values[value] ?? null);
      return inserted === null ? [] : { value, form, written: form(inserted as never) };
    });
  }
}

/** A message as a template gets it, and its view. */
interface Written {
  readonly values: PlainMessage;
  readonly relations: Relations;
  readonly view: MessageView;
}

/** A message with the values of an example where another has any. */
function exampleLike(message: PlainMessage, times: number, example: Example): PlainMessage {
  const [sentAt = null, ...others] = example.times
    .slice(0, times)
    .map((time, index) => ((message[PLAIN.sentAt + index] ?? null) === null ? null : time));
  const id = message[PLAIN.id] === null ? null : example.id;
  return [message[PLAIN.shared], example.key, id, example.text, sentAt, ...others];
}

/** Cuts a written example where these values are; of two at the same place, the longer one is there. */
function cut(
  written: string,
  values: readonly (Pick<Insertion, 'value' | 'form'> & { readonly written: string })[],
): Template {
  const found: Insertion[] = [];
  for (const { written: part, ...insertion } of values) {
    for (let at = written.indexOf(part); at !== -1; at = written.indexOf(part, at + part.length)) {
      found.push({ ...insertion, at, length: part.length });
    }
  }
  found.sort((one, other) => one.at - other.at || other.length - one.length);
  let end = 0;
  const kept = found.filter(({ at, length }) => {
    if (at < end) return false;
    end = at + length;
    return true;
  });
  return {
    start: written.slice(0, kept[0]?.at),
    parts: kept.map(({ at, length, value, form }, index) => ({
      value,
      form,
      after: written.slice(at + length, kept[index + 1]?.at),
    })),
  };
}

function filled({ start, parts }: Template, message: PlainMessage, relations: Relations): string {
  let written = start;
  for (const { value, form, after } of parts) {
    written += form((typeof value === 'string' ? relations[value] : message[value]) as never) + after;
  }
  return written;
}
