import type { NoteView } from '../../../../src/contract/notes.ts';

/** A paragraph or a table of a note. */
export type Block = NonNullable<NoteView['document']>['blocks'][number];
/** A paragraph of a note. */
export type Paragraph = Extract<Block, { kind: 'paragraph' }>;
/** A table of a note. */
export type NoteTable = Extract<Block, { kind: 'table' }>;

/** An item of a list with nested lists. */
export interface ListItem {
  readonly paragraph: Paragraph;
  readonly lists: NoteList[];
}

/** Consecutive items of a list. */
export interface NoteList {
  readonly kind: 'list';
  readonly style: string;
  readonly items: ListItem[];
}

/** A group of blocks of a note. */
export type Group =
  | { readonly kind: 'paragraph'; readonly paragraph: Paragraph }
  | { readonly kind: 'table'; readonly table: NoteTable }
  | { readonly kind: 'code'; readonly paragraphs: Paragraph[] }
  | { readonly kind: 'quote'; readonly groups: Group[] }
  | NoteList;

const LIST_STYLES = new Set(['bulleted', 'dashed', 'numbered', 'checklist']);

/** Maximum depth of lists, so that elements are not nested without limit. */
const MAX_DEPTH = 12;

/** Groups paragraphs of the same list, quotation or code. */
export function groupBlocks(blocks: readonly Block[]): Group[] {
  const groups: Group[] = [];
  const lists: { readonly list: NoteList; readonly depth: number }[] = [];
  let quoted: Paragraph[] = [];
  const endQuote = (): void => {
    if (quoted.length > 0) groups.push({ kind: 'quote', groups: groupBlocks(quoted) });
    quoted = [];
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph' && block['quote'] === true) {
      lists.length = 0;
      quoted.push({ ...block, quote: false });
      continue;
    }
    endQuote();
    if (block.kind === 'paragraph' && LIST_STYLES.has(block.style)) {
      addToList(groups, lists, block);
      continue;
    }
    lists.length = 0;
    const last = groups.at(-1);
    if (block.kind === 'table') groups.push({ kind: 'table', table: block });
    else if (block.style !== 'monospaced') groups.push({ kind: 'paragraph', paragraph: block });
    else if (last?.kind === 'code') last.paragraphs.push(block);
    else groups.push({ kind: 'code', paragraphs: [block] });
  }
  endQuote();
  return groups;
}

/** `lists` are the open lists, outermost first. */
function addToList(
  groups: Group[],
  lists: { readonly list: NoteList; readonly depth: number }[],
  paragraph: Paragraph,
): void {
  const { style } = paragraph;
  const depth = depthOf(paragraph);
  while ((lists.at(-1)?.depth ?? -1) > depth) lists.pop();
  const top = lists.at(-1);
  if (top?.depth === depth && top.list.style !== style) lists.pop();
  const around = lists.at(-1);
  const item: ListItem = { paragraph, lists: [] };
  if (around?.depth === depth) {
    around.list.items.push(item);
    return;
  }
  const list: NoteList = { kind: 'list', style, items: [item] };
  lists.push({ list, depth });
  const parent = around?.list.items.at(-1);
  if (parent === undefined) groups.push(list);
  else parent.lists.push(list);
}

/** Indent of a paragraph; 0 if damaged. */
export function depthOf({ indent }: Paragraph): number {
  const depth = Number(indent ?? 0);
  return Number.isInteger(depth) ? Math.min(Math.max(depth, 0), MAX_DEPTH) : 0;
}
