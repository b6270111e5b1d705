import type { BusinessMessage } from './tables.ts';

/** Maximum size of the JSON in bytes, maximum number of lines, and maximum length of a text in UTF-16 code units. */
const MAX_JSON = 4 * 1024 * 1024;
const MAX_LINES = 200;
const MAX_TEXT = 4096;

/**
 * Reads a business message: JSON in `data` of an MSMessage (docs/format/messages.md). Null for anything else, also for
 * data that is no JSON: the balloon has words of its own.
 */
export function readBusinessMessage(data: Uint8Array): BusinessMessage | null {
  const root = data.length > MAX_JSON ? null : parse(Buffer.from(data).toString());
  const reply = fieldsOf(root?.['quick-reply']);
  if (reply !== null) {
    const chosen = reply['selectedIndex'];
    const lines = listOf(reply['items']).map((item, index) => lineOf(item, index === chosen));
    return messageOf('quick-reply', textOf(reply['summaryText']), lines);
  }
  const picker = fieldsOf(root?.['listPicker']);
  if (picker !== null) {
    // In an answer the first section is the choice.
    const isAnswer = root?.['replyMessage'] !== undefined;
    const sections = listOf(picker['sections']).slice(0, isAnswer ? 1 : MAX_LINES);
    const items = sections.flatMap((section) => listOf(fieldsOf(section)?.['items']));
    const title = textOf(fieldsOf(root?.['receivedMessage'])?.['title']);
    return messageOf(
      'list',
      title,
      items.map((item) => lineOf(item, isAnswer)),
    );
  }
  const form = fieldsOf(root?.['dynamic']);
  const answers = listOf(form?.['selections']).map((selection) => {
    const titles = listOf(fieldsOf(selection)?.['items']).flatMap((item) => textOf(fieldsOf(item)?.['title']) ?? []);
    const question = textOf(fieldsOf(selection)?.['subtitle']);
    return question === null ? null : { title: question, subtitle: titles.join(', ') || null, isChosen: false };
  });
  return messageOf('form', null, answers);
}

type Line = BusinessMessage['lines'][number];

function messageOf(
  kind: BusinessMessage['kind'],
  title: string | null,
  lines: readonly (Line | null)[],
): BusinessMessage | null {
  const known = lines.filter((line) => line !== null).slice(0, MAX_LINES);
  return title === null && known.length === 0 ? null : { kind, title, lines: known };
}

function lineOf(item: unknown, isChosen: boolean): Line | null {
  const fields = fieldsOf(item);
  const title = textOf(fieldsOf(fields)?.['title']);
  return title === null ? null : { title, subtitle: textOf(fields?.['subtitle']), isChosen };
}

function parse(json: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(json));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_LINES) : [];
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '');
}
