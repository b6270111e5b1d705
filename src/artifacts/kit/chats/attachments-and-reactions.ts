import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { ExtractContext } from '../artifact.ts';
import { FieldReader } from '../records/field-reader.ts';
import { f } from '../records/fields.ts';
import type { Evaluation } from '../records/raw-row.ts';
import { sourceOf } from '../records/source-columns.ts';
import type { ChatsDeclaration, MessagesPart } from './declaration.ts';
import type { KeySpace } from './key-space.ts';
import { type AccountFiles, type PartRow, partsOf } from './part-rows.ts';
import type { People } from './people.ts';
import type { attachments, MessageReaction } from './tables.ts';
import { fieldsOf, pathsOfAll, Values } from './value-sources.ts';

/**
 * Maximum number of attachments, and of reactions, of one account that are kept in memory until their messages are
 * read.
 */
const MAX_KEPT = 1_000_000;

/** A row of the attachment table. */
export type AttachmentRow = RowOf<typeof attachments>;

/** An attachment without its message. */
export type LooseAttachment = Omit<AttachmentRow, 'message' | 'chat'>;

const ATTACHMENT = {
  message: 'text',
  name: 'text',
  mimeType: 'text',
  caption: 'text',
  totalBytes: 'integer',
  seconds: 'real',
  width: 'integer',
  height: 'integer',
  isSticker: 'flag',
  file: 'text',
  thumbnail: 'text',
  url: 'text',
} as const;

const REACTION = { message: 'text', emoji: 'text', person: 'text', at: 'integer' } as const;

/** Attachments and reactions of one account that are stored outside of their messages, by message id. */
export interface AttachmentsAndReactions {
  /** Those that no message has taken. */
  readonly attachments: ReadonlyMap<string, readonly LooseAttachment[]>;
  /** The attachments of a message, which are not kept any longer. */
  takeAttachments(message: string): readonly LooseAttachment[];
  /** The reactions to a message; null if there are none. */
  reactionsTo(message: string): readonly MessageReaction[] | null;
  /** Number of reactions that no message has claimed. */
  looseReactions(): number;
}

/** Inputs of {@link readAttachmentsAndReactions}. */
export interface RelatedContext {
  readonly files: AccountFiles;
  readonly people: People;
  readonly keys: KeySpace;
  readonly evaluation: Evaluation;
}

/** Reads the attachments and reactions of an account. */
export function readAttachmentsAndReactions(
  declaration: ChatsDeclaration,
  from: RelatedContext,
): AttachmentsAndReactions {
  const attachments = readAttachments(declaration, from);
  const reactions = readReactions(declaration, from);
  const placed = new Set<string>();
  return {
    attachments,
    takeAttachments: (message) => {
      const taken = attachments.get(message) ?? [];
      attachments.delete(message);
      return taken;
    },
    reactionsTo(message) {
      const found = reactions.get(message) ?? null;
      if (found !== null) placed.add(message);
      return found;
    },
    looseReactions: () => {
      let count = 0;
      for (const [message, { length }] of reactions) if (!placed.has(message)) count += length;
      return count;
    },
  };
}

function readAttachments(
  declaration: ChatsDeclaration,
  { files, keys, evaluation }: RelatedContext,
): Map<string, LooseAttachment[]> {
  const kept = new Kept<LooseAttachment>(evaluation.context);
  const owner = new Owner(declaration, evaluation);
  for (const declared of partsOf(declaration.attachments, owner.part)) {
    const fields = fieldsOf(declared.part, ATTACHMENT);
    const reader = new FieldReader('attachments', fields, evaluation);
    for (const found of files.rows(declared, pathsOfAll(fields), owner.paths)) {
      const values = new Values(reader.read(found.row));
      const message = declared.within === null ? values.text('message') : owner.idOf(found);
      if (message === null) continue;
      const { fileID, state } = reader.fileOf('file', found.row);
      const added = kept.add(message, {
        key: keys.keyOf(found),
        name: values.text('name'),
        mimeType: values.text('mimeType'),
        caption: values.text('caption'),
        totalBytes: values.number('totalBytes'),
        seconds: values.number('seconds'),
        width: values.number('width'),
        height: values.number('height'),
        isSticker: values.flag('isSticker'),
        file: fileID,
        state,
        thumbnail: values.text('thumbnail'),
        url: values.text('url'),
        ...sourceOf(found.row),
      });
      if (!added) break;
    }
  }
  return kept.all;
}

function readReactions(
  declaration: ChatsDeclaration,
  { files, people, evaluation }: RelatedContext,
): ReadonlyMap<string, readonly MessageReaction[]> {
  const kept = new Kept<MessageReaction>(evaluation.context);
  const owner = new Owner(declaration, evaluation);
  for (const declared of partsOf(declaration.reactions, owner.part)) {
    const fields = fieldsOf(declared.part, REACTION);
    const reader = new FieldReader('reactions', fields, evaluation);
    for (const found of files.rows(declared, pathsOfAll(fields), owner.paths)) {
      const values = new Values(reader.read(found.row));
      const message = declared.within === null ? values.text('message') : owner.idOf(found);
      const [emoji, person] = [values.text('emoji'), values.text('person')];
      if (message === null || emoji === null) continue;
      const isFromMe = people.isOwner(person);
      const sender = isFromMe ? null : people.named(person);
      if (!kept.add(message, { emoji, isFromMe, sender, at: values.number('at') })) break;
    }
  }
  return kept.all;
}

/** The messages that contain parts without rows of their own. */
class Owner {
  readonly part: MessagesPart | undefined;
  readonly paths: readonly string[];
  readonly #reader: FieldReader;

  constructor(declaration: ChatsDeclaration, evaluation: Evaluation) {
    [this.part] = [declaration.messages].flat();
    const fields = { id: f.text(this.part?.id ?? '@key', '') };
    this.paths = pathsOfAll(fields);
    this.#reader = new FieldReader('messages', fields, evaluation);
  }

  /** Id of the message that contains a row. */
  idOf({ outer }: PartRow): string | null {
    return new Values(this.#reader.read(outer)).text('id');
  }
}

/** A limited number of items by message id. */
class Kept<T> {
  readonly all = new Map<string, T[]>();
  readonly #context: Pick<ExtractContext<string>, 'lost'>;
  #count = 0;

  constructor(context: Pick<ExtractContext<string>, 'lost'>) {
    this.#context = context;
  }

  /** Adds an item. Returns false if the limit is exceeded. */
  add(message: string, thing: T): boolean {
    if (this.#count >= MAX_KEPT) {
      this.#context.lost(msg('lost.beyond-limit.attachments', { limit: MAX_KEPT }), 0);
      return false;
    }
    this.#count++;
    const known = this.all.get(message);
    if (known === undefined) this.all.set(message, [thing]);
    else known.push(thing);
    return true;
  }
}
